using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>Nothing is claimed that is paused, and never more than limits allow.</summary>
internal static class GateRules
{
    public static IEnumerable<Violation> CheckPauses(Recorded recorded)
    {
        var pauses = recorded.Gates.Where(gate => gate.Measure == "pause").ToList();
        foreach (var claim in Claim.All(recorded))
            foreach (var move in claim.Moves)
                if (pauses.Find(pause => pause.SeenBy(claim.Saw) && (pause.Until is not { } until || until > claim.Began) && pause.Covers(move.To!)) is { } broken)
                    yield return new("pause", move.JobId, $"It was claimed by {claim.Process} although {broken.Scope} {broken.Name} was paused.", claim.Committed);
    }

    /// <summary>Right after each claim: only a claim makes more of them run, and what ran before a limit was lowered may go on.</summary>
    public static IEnumerable<Violation> CheckRunning(Recorded recorded)
    {
        var ends = recorded.Moves.Where(move => move.EndsLease).ToLookup(move => (move.JobId, move.From!.Epoch));
        var leases = recorded.Moves.Where(move => move.Claims).Select(move => (Job: move.To!, move.Committed, End: ends[(move.JobId, move.To!.Epoch)].FirstOrDefault()?.Committed ?? long.MaxValue)).ToList();
        foreach (var limit in recorded.Gates.Where(gate => gate.Measure == "running").GroupBy(gate => gate.Id))
        {
            var held = leases.SelectMany(lease => limit.First().Parts(lease.Job).Select(part => (Part: part, Lease: lease))).ToLookup(held => held.Part, held => held.Lease);
            foreach (var claim in Claim.All(recorded))
                if (limit.FirstOrDefault(version => version.SeenBy(claim.Saw)) is { } now)
                    foreach (var (part, one) in PartsOf(now, claim))
                        if (held[part].Count(lease => lease.Committed <= claim.Committed && lease.End > claim.Committed) is var running && running > now.Most)
                            yield return new("limit", one.JobId, $"With a claim by {claim.Process} {running} jobs of {now.Scope} {now.Name}{part} run at once; the limit is {now.Most}.", claim.Committed);
        }
    }

    /// <summary>In the time before each claim. A job that was handed back before its handler began is no start.</summary>
    public static IEnumerable<Violation> CheckStarts(Recorded recorded)
    {
        var begun = recorded.Runs.Select(run => (run.JobId, run.Epoch)).ToHashSet();
        foreach (var limit in recorded.Gates.Where(gate => gate.Measure == "starts").GroupBy(gate => gate.Id))
        {
            // What was claimed before there was a limit does not count.
            var starts = Claim.All(recorded).Where(claim => claim.Saw.Sees(limit.First().From)).SelectMany(claim => claim.Moves
                    .Where(move => begun.Contains((move.JobId, move.To!.Epoch))).SelectMany(move => limit.First().Parts(move.To!).Select(part => (Part: part, Claim: claim, Move: move))))
                .ToLookup(start => start.Part);
            foreach (var part in starts)
                foreach (var (_, claim, move) in part)
                    if (limit.FirstOrDefault(version => version.SeenBy(claim.Saw)) is { Per: { } per } now
                        && part.Count(start => start.Claim.Committed <= claim.Committed && start.Claim.Began <= claim.Began && start.Claim.Began > claim.Began - per) is var count && count > now.Most)
                        yield return new("limit", move.JobId, $"With a claim by {claim.Process} {count} jobs of {now.Scope} {now.Name}{part.Key} have started in {per} µs; the limit is {now.Most}.", claim.Committed);
        }
    }

    // With one of the jobs that were claimed in it.
    private static IEnumerable<(string Part, Move Move)> PartsOf(Gate limit, Claim claim) =>
        claim.Moves.SelectMany(move => limit.Parts(move.To!).Select(part => (Part: part, Move: move))).DistinctBy(one => one.Part);
}
