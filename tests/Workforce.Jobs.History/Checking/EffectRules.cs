using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>What a handler wrote in the transaction that completed its job is there exactly when the job was completed by it, and once.</summary>
internal static class EffectRules
{
    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var completed = recorded.Moves.Where(move => move is { EndsLease: true, To.State: "completed" }).ToLookup(move => (move.JobId, move.To!.Epoch));
        var effects = recorded.Effects.ToLookup(effect => (effect.JobId, effect.Epoch));
        foreach (var effect in effects)
            if (effect.Count() > 1 || !completed.Contains(effect.Key))
                yield return new("effect", effect.Key.JobId, $"{effect.Count()} effects of lease {effect.Key.Epoch}, which {(completed.Contains(effect.Key) ? "completed it" : "did not complete it")}.");
        var children = recorded.Moves.Where(move => move.Enqueues && move.To?.Number >= Work.Follows).Select(move => move.To!.ParentId).ToHashSet();
        foreach (var run in recorded.Runs.Where(run => run.How == "CompletedInTransaction"))
            if (!effects.Contains((run.JobId, run.Epoch)))
                yield return new("effect", run.JobId, $"Its handler committed under lease {run.Epoch}, and what it wrote is not there.");
            else if (Work.IsFollowed(run.Number) && !children.Contains(run.JobId))
                yield return new("effect", run.JobId, $"Its handler committed under lease {run.Epoch}, and its follow-up job is not there.");
    }
}
