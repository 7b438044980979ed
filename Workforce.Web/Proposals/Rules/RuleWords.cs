using System.Globalization;
using Workforce.Contracts.Proposals;

namespace Workforce.Web.Proposals.Rules;

/// <summary>The supervisor's rules as people say them.</summary>
public static class RuleWords
{
    /// <summary>What it fits: <c>Employee skill by Skill Scout, up to low risk, at least 80 % sure</c>.</summary>
    /// <param name="typeTitle">The title of its type; null: any type.</param>
    /// <param name="agentName">The name of its agent; null: any agent.</param>
    public static string Fits(RuleRow rule, string? typeTitle, string? agentName) => string.Join(", ", ((string?[])
    [
        $"{typeTitle ?? "Any proposal"}{(agentName is null ? "" : $" by {agentName}")}",
        rule.MaxRisk is { } risk ? $"{(risk == "low" ? "of" : "up to")} {risk} risk" : null,
        rule.MaxAmountUsd is { } amount ? $"up to {amount.ToString("#,##0.##", CultureInfo.InvariantCulture)} USD" : null,
        rule.MinConfidence is { } sure ? $"at least {ProposalWords.Percent(sure)} sure" : null,
    ]).OfType<string>());

    /// <summary>What happens then.</summary>
    public static string Then(RuleRow rule) => Action(rule.Action) + (rule.Alert ? ", and whoever decides is told at once" : "");

    public static string Action(string action) => action switch
    {
        "auto_approve" => "is approved without a person",
        "admin" => "goes to an admin",
        _ => "goes to a manager",
    };

    public static string Tone(string action) => action switch { "auto_approve" => "good", "admin" => "warn", _ => "info" };

    public static string Short(string action) => action switch { "auto_approve" => "Approves", "admin" => "To an admin", _ => "To a manager" };

    /// <summary>The rules with one moved by so many places, as far as there is room.</summary>
    public static IReadOnlyList<RuleRow> Moved(IReadOnlyList<RuleRow> rules, int at, int by)
    {
        var list = rules.ToList();
        var to = Math.Clamp(at + by, 0, list.Count - 1);
        var rule = list[at];
        list.RemoveAt(at);
        list.Insert(to, rule);
        return list;
    }
}
