using System.Globalization;
using System.Text.Json;
using Workforce.Contracts.Agents;
using Workforce.Web.Ui;

namespace Workforce.Web.Agents;

/// <summary>A line of a run's trace: a step, or a call to a model.</summary>
public sealed record TraceEntry(DateTimeOffset At, RunStepRow? Step, ModelCallRow? Call)
{
    /// <summary>Steps and calls as they happened. A call is recorded when it ends; it stands where it began.</summary>
    public static IReadOnlyList<TraceEntry> Of(RunDetail run) =>
    [
        .. run.Steps.Select(step => new TraceEntry(step.At, step, null))
            .Concat(run.Calls.Select(call => new TraceEntry(Began(call), null, call)))
            .OrderBy(entry => entry.At),
    ];

    public static DateTimeOffset Began(ModelCallRow call) => call.At - TimeSpan.FromMilliseconds(call.LatencyMs);

    /// <summary>How long after the run began.</summary>
    public static string After(TimeSpan span) => $"+{(span < TimeSpan.Zero ? Words.Span(TimeSpan.Zero) : Words.Span(span))}";

    /// <summary>What an agent counted, as names and values; what is no plain value is left to the trace.</summary>
    public static IEnumerable<(string Name, string Value)> Counts(JsonElement metadata) => metadata.ValueKind != JsonValueKind.Object ? []
        : metadata.EnumerateObject()
            .Where(one => one.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
            .Select(one => (Words.Capital(one.Name), one.Value.ValueKind switch
            {
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                JsonValueKind.Number when one.Value.TryGetInt64(out var whole) => whole.ToString("N0", CultureInfo.InvariantCulture),
                _ => one.Value.ToString(),
            }));

    /// <summary>What was said in a call: who, and what.</summary>
    public static IEnumerable<(string Role, string Text)> Said(JsonElement? messages) => messages is not { ValueKind: JsonValueKind.Array } said ? []
        : said.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object).Select(message => (Word(message, "role"), Word(message, "content")));

    public static (string Text, string Tone) Status(string status) => status switch
    {
        "ok" => ("Answered", "good"),
        "repaired" => ("Answered when asked again", "warn"),
        "offline" => ("Without a model", "neutral"),
        "replayed" => ("Replayed", "neutral"),
        "rejected_budget" => ("Refused: budget", "bad"),
        "rate_limited" => ("Asked to wait", "warn"),
        "timeout" => ("No answer in time", "bad"),
        "cancelled" => ("Cancelled", "neutral"),
        _ => ("Failed", "bad"),
    };

    public static string Icon(string kind) => kind switch
    {
        "started" => "play_arrow",
        "warning" => "warning",
        "tool" => "build",
        "proposal" => "lightbulb",
        "finished" => "check",
        "failed" => "error",
        _ => "notes",
    };

    public static string Tone(string kind) => kind switch { "warning" => "warn", "failed" => "bad", "finished" => "good", "proposal" => "info", _ => "" };

    private static string Word(JsonElement message, string name) =>
        !message.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
