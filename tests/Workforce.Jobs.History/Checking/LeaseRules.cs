using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>
/// A handler runs under a lease that its process was given, once, and after the claim was committed. Under one that was lost it
/// begins only while the process cannot know: two heartbeats later it does.
/// </summary>
internal static class LeaseRules
{
    // Between a commit's time and the moment others see it lies the write to disk.
    private const long Visible = 1_000_000;

    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var claims = recorded.Moves.Where(move => move.Claims).ToLookup(move => (move.JobId, move.To!.Epoch));
        var ends = recorded.Moves.Where(move => move.EndsLease).ToLookup(move => (move.JobId, move.From!.Epoch));
        var beats = recorded.Heartbeats.ToLookup(beat => beat.Process);
        foreach (var lease in claims.Where(lease => lease.Count() > 1))
            yield return new("two-leases", lease.Key.JobId, $"Lease {lease.Key.Epoch} was given {lease.Count()} times.");
        foreach (var runs in recorded.Runs.GroupBy(run => (run.JobId, run.Epoch)))
        {
            if (runs.Count() > 1)
                yield return new("two-leases", runs.Key.JobId, $"Its handler began {runs.Count()} times under lease {runs.Key.Epoch}: in {string.Join(" and ", runs.Select(run => run.Process))}.");
            foreach (var run in runs)
                if (claims[runs.Key].FirstOrDefault() is not { } claim)
                    yield return new("lease", run.JobId, $"Its handler began in {run.Process} under lease {run.Epoch}, which nobody was given.");
                else if (Holder(recorded, claim) is var holder && holder != run.Process)
                    yield return new("lease", run.JobId, $"Its handler began in {run.Process} under lease {run.Epoch}, which is {holder}'s.");
                else if (run.Entered < claim.Committed)
                    yield return new("lease", run.JobId, $"Its handler began {claim.Committed - run.Entered} µs before the claim was committed.");
                else if (ends[runs.Key].FirstOrDefault() is { } end && end.Committed < run.Entered
                    && beats[run.Process].Count(beat => beat.Began > end.Committed + Visible && beat.Committed < run.Entered) is >= 2 and var knew)
                    yield return new("stale-entry", run.JobId, $"Its handler began in {run.Process} under lease {run.Epoch}, {run.Entered - end.Committed} µs after that was lost; the process had {knew} heartbeats meanwhile.");
        }
    }

    public static string? Holder(Recorded recorded, Move claim) => claim.To?.WorkerId is { } worker ? recorded.Workers.GetValueOrDefault(worker) : null;
}
