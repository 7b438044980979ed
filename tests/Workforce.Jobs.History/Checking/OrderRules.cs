using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.History.Checking;

/// <summary>The order of docs/claim-order.md: within a tenant by rank, between tenants in turn.</summary>
internal static class OrderRules
{
    private const long Minute = 60_000_000;

    /// <summary>The rank of a job is when it came due, a minute later for each step of priority, and no later than a minute before its deadline unless it came due after that.</summary>
    public static IEnumerable<Violation> CheckRank(Recorded recorded)
    {
        foreach (var move in recorded.Moves)
            if (move.To is { RankAt: { } rank } job && rank != RankOf(job))
                yield return new("rank", move.JobId, $"Its rank is {rank}; due at {job.DueAt} with priority {job.Priority} and deadline {job.Deadline} it should be {RankOf(job)}.");
    }

    /// <summary>A claim leaves no job of a tenant in line that stands before one that it takes: in its lane ever, over all lanes if nothing holds it up.</summary>
    public static IEnumerable<Violation> CheckLine(Recorded recorded)
    {
        var line = new Line(recorded);
        foreach (var claim in line.Claims)
            foreach (var taken in claim.Moves.Select(move => move.From!).GroupBy(job => job.TenantId))
            {
                if (line.IsContested(claim, taken.Key))
                    continue;
                foreach (var (left, _) in line.LeftBy(claim, taken.Key))
                    if (taken.FirstOrDefault(job => job.RankAt > left.RankAt && (SameLane(job, left) || !line.IsHeldUp(left, claim))) is { } before)
                        yield return new("line", left.JobId, $"A claim by {claim.Process} took job number {before.Number} (rank {before.RankAt}) before it (rank {left.RankAt}).", claim.Committed);
            }
    }

    /// <summary>In each process a tenant's first job waits for at most one job of each other tenant.</summary>
    public static IEnumerable<Violation> CheckTurns(Recorded recorded)
    {
        var line = new Line(recorded);
        foreach (var process in line.Claims.GroupBy(claim => claim.Process))
            foreach (var tenant in line.Tenants)
            {
                var served = new Dictionary<Guid, int>();
                foreach (var claim in process)
                {
                    var waiting = claim.Moves.All(move => move.To!.TenantId != tenant) && !line.IsContested(claim, tenant)
                        ? line.LeftBy(claim, tenant).Where(left => !line.IsHeldUp(left.Job, claim)).Select(left => left.Job).MinBy(job => job.RankAt) : null;
                    if (waiting is null)
                        served.Clear();
                    else
                        foreach (var move in claim.Moves)
                            if ((served[move.To!.TenantId] = served.GetValueOrDefault(move.To.TenantId) + 1) == 2)
                                yield return new("turn", waiting.JobId, $"{claim.Process} took two jobs of tenant {move.To.TenantId} while it was the first of its tenant's.", claim.Committed);
                }
            }
    }

    private static long RankOf(Version job)
    {
        var aged = job.DueAt + ((job.Priority - 1) * Minute);
        return job.Deadline is { } deadline ? Math.Min(aged, Math.Max(job.DueAt, deadline - Minute)) : aged;
    }

    private static bool SameLane(Version one, Version other) => one.Kind == other.Kind && one.Keys.SequenceEqual(other.Keys);
}
