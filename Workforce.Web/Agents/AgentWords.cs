using System.Globalization;
using Workforce.Contracts.Agents;
using Workforce.Web.Ui;

namespace Workforce.Web.Agents;

/// <summary>What is said of digital employees, their runs and what they cost.</summary>
public static class AgentWords
{
    /// <summary>What the live stream calls a change of them.</summary>
    public const string Subject = "agents";

    private static readonly string[] Colours = ["prime", "byte", "tag", "crystal", "ledger", "notifications"];
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static (string Text, string Tone) Activity(string activity) => activity switch
    {
        "running" => ("Running", "info"),
        "idle" => ("Idle", "good"),
        "paused" => ("Paused", "neutral"),
        "disabled" => ("Out of service", "neutral"),
        "error" => ("Last run failed", "bad"),
        "stopped" => ("Stopped", "warn"),
        _ => (Words.Capital(activity), "neutral"),
    };

    public static (string Text, string Tone) Run(string status) => status switch
    {
        "running" => ("Running", "info"),
        "success" => ("Done", "good"),
        "partial" => ("Done in part", "warn"),
        "error" => ("Failed", "bad"),
        "cancelled" => ("Cancelled", "neutral"),
        _ => (Words.Capital(status), "neutral"),
    };

    /// <summary>What woke it: <c>by its schedule</c>, <c>by a change of people.punch</c>.</summary>
    public static string Trigger(string type, string? source) => type switch
    {
        "cron" => "by its schedule",
        "event" => source is null ? "by an event" : $"by a change of {source}",
        "agent" => source is null ? "after another agent" : $"after {Name(source)}",
        _ => source is null ? "by a person" : $"by {source}",
    };

    /// <summary>An id as a name, where no name is at hand.</summary>
    public static string Name(string agentId) => string.Join(' ', agentId.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Words.Capital));

    public static string Department(string name) => Name(name);

    public static string Icon(string agentId) => agentId switch
    {
        "skill_scout" => "travel_explore",
        "role_mapper" => "schema",
        "gap_analyzer" => "stacked_bar_chart",
        "attendance_monitor" => "punch_clock",
        "supervisor" => "supervisor_account",
        _ => "smart_toy",
    };

    /// <summary>A colour of its own, always the same.</summary>
    public static string Colour(string agentId) => Colours[agentId.Sum(letter => letter) % Colours.Length];

    /// <summary>Money of models: amounts far below a cent matter, so small ones keep two figures that say something.</summary>
    public static string Usd(decimal amount) => $"{UsdNumber(amount)} USD";

    public static string UsdNumber(decimal amount)
    {
        var size = Math.Abs(amount);
        var digits = size switch { 0 => 2, >= 0.1m => 2, >= 0.01m => 3, >= 0.001m => 4, >= 0.0001m => 5, _ => 6 };
        return size is > 0 and < 0.000001m ? "under 0.000001" : Math.Round(amount, digits, MidpointRounding.AwayFromZero).ToString($"N{digits}", Plain).Replace('-', '\u2212');
    }

    public static string Tokens(long tokens) => tokens switch
    {
        >= 10_000_000 => $"{(tokens / 1_000_000m).ToString("0", Plain)}M",
        >= 1_000_000 => $"{(tokens / 1_000_000m).ToString("0.#", Plain)}M",
        >= 10_000 => $"{(tokens / 1_000m).ToString("0", Plain)}k",
        >= 1_000 => $"{(tokens / 1_000m).ToString("0.#", Plain)}k",
        _ => tokens.ToString(Plain),
    };

    public static string Number(long number) => number.ToString("N0", Plain);

    /// <summary>How full a budget is, 0 to 100; one of nothing is full as soon as anything is used.</summary>
    public static int Full(decimal used, decimal budget) => used <= 0 ? 0 : used >= budget ? 100 : Math.Max(1, (int)(100 * used / budget));

    /// <summary>Its people gave it no model budget: it works by rules.</summary>
    public static bool AsksNoModel(AgentRow agent) => agent is { DailyTokenBudget: 0, DailyCostBudgetUsd: 0, DailyTokensUsed: 0 };

    /// <summary>How long until, <c>in 12 min</c>; what is past is due.</summary>
    public static string Until(TimeSpan span) => span switch
    {
        _ when span <= TimeSpan.Zero => "due now",
        { TotalSeconds: < 60 } => $"in {Math.Ceiling(span.TotalSeconds).ToString("0", Plain)} s",
        { TotalMinutes: < 60 } => $"in {(int)span.TotalMinutes} min",
        { TotalHours: < 24 } => $"in {(int)span.TotalHours} h {span.Minutes} min",
        { TotalDays: < 2 } => "tomorrow",
        _ => $"in {(int)span.TotalDays} days",
    };

    /// <summary>To the second, for what is still going on.</summary>
    public static string Elapsed(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)span.TotalSeconds)}\u00A0s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes}\u00A0min {span.Seconds}\u00A0s",
        _ => Words.Span(span),
    };

    public static string Duration(int? milliseconds) => milliseconds is { } known ? Words.Span(TimeSpan.FromMilliseconds(known)) : "–";
}
