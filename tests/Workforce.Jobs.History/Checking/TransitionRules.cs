using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.History.Checking;

/// <summary>Jobs go from state to state as docs/job-states.md draws it. Every claim raises the lease's number by one and counts an attempt; nothing else does.</summary>
internal static class TransitionRules
{
    private static readonly HashSet<(string, string)> Drawn =
    [
        ("pending", "processing"), ("retrying", "processing"),
        ("processing", "completed"), ("processing", "retrying"), ("processing", "failed"), ("processing", "pending"), ("processing", "waiting"), ("processing", "cancelled"),
        ("waiting", "pending"), ("waiting", "retrying"), ("pending", "cancelled"), ("retrying", "cancelled"), ("waiting", "cancelled"),
        ("failed", "pending"),
        // Put in line, or changed.
        ("pending", "pending"), ("retrying", "retrying"), ("waiting", "waiting"),
    ];

    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var last = new Dictionary<Guid, Version>();
        foreach (var move in recorded.Moves)
        {
            // A job that is gone is found by another rule.
            if (move.To is not { } to)
                continue;
            if (Wrong(move.From, to) is { } wrong)
                yield return new("transition", move.JobId, $"{move.Actor}: {wrong}");
            if (last.TryGetValue(move.JobId, out var before) && move.From is { } from && (before.State, before.Epoch, before.Attempt) != (from.State, from.Epoch, from.Attempt))
                yield return new("recorder", move.JobId, $"It was {before.State} under lease {before.Epoch} and then went from {from.State} under {from.Epoch}.");
            last[move.JobId] = to;
        }
    }

    private static string? Wrong(Version? from, Version to) => (from, to) switch
    {
        (null, _) when (to.State, to.Epoch, to.Attempt) != ("pending", 0, 0) => $"it begins as {to.State}, lease {to.Epoch}, attempt {to.Attempt}",
        (null, _) => null,
        _ when !Drawn.Contains((from.State, to.State)) => $"from {from.State} to {to.State}",
        (_, { Held: true }) when to.Epoch != from.Epoch + 1 || to.Attempt != from.Attempt + 1 => $"claimed with lease {to.Epoch} after {from.Epoch}, attempt {to.Attempt} after {from.Attempt}",
        (_, { Held: false }) when to.Epoch != from.Epoch => $"lease {to.Epoch} after {from.Epoch} without a claim",
        (_, { Held: false }) when from.Held && to.Attempt != from.Attempt && to.Attempt != from.Attempt - 1 => $"attempt {to.Attempt} after {from.Attempt} at the end of a lease",
        (_, { Held: false }) when !from.Held && !from.Finished && to.Attempt != from.Attempt => $"attempt {to.Attempt} after {from.Attempt} without a claim",
        (_, { State: "failed", Error: null }) => "failed without an error",
        _ => null,
    };
}
