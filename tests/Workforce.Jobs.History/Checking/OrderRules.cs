using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.History.Checking;

/// <summary>The order of docs/claim-order.md: within a tenant by rank, between tenants in turn.</summary>
internal static class OrderRules
{
    private const long Minute = 60_000_000;

    // Who locks a row and finds nothing to change in it (a rescue that came second) leaves no trace and is passed over all the
    // same. It does not happen to the same job again and again: it takes so many claims to break a rule.
    private const int Claims = 3;

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
        var passed = new Dictionary<(Guid, long), int>();
        foreach (var claim in line.Claims)
            foreach (var taken in claim.Moves.Select(move => move.From!).GroupBy(job => job.TenantId))
            {
                if (line.IsContested(claim, taken.Key))
                    continue;
                foreach (var (left, since) in line.LeftBy(claim, taken.Key))
                    if (taken.FirstOrDefault(job => job.RankAt > left.RankAt && (SameLane(job, left) || !line.IsHeldUp(left, claim))) is { } before
                        && (passed[(left.JobId, since)] = passed.GetValueOrDefault((left.JobId, since)) + 1) == Claims)
                        yield return new("line", left.JobId, $"{Claims} claims passed it, the last by {claim.Process}: it took job number {before.Number} (rank {before.RankAt}) before it (rank {left.RankAt}).", claim.Committed);
            }
    }

    /// <summary>In each process a tenant's first job waits for at most one job of each other tenant.</summary>
    public static IEnumerable<Violation> CheckTurns(Recorded recorded)
    {
        var line = new Line(recorded);
        foreach (var process in line.Claims.GroupBy(claim => claim.Process))
            foreach (var tenant in line.Tenants)
            {
                var (served, offences) = (new Dictionary<Guid, int>(), 0);
                foreach (var claim in process)
                {
                    var waiting = claim.Moves.All(move => move.To!.TenantId != tenant) && !line.IsContested(claim, tenant)
                        ? line.LeftBy(claim, tenant).Where(left => !line.IsHeldUp(left.Job, claim)).Select(left => left.Job).MinBy(job => job.RankAt) : null;
                    if (waiting is null)
                    {
                        served.Clear();
                        offences = 0;
                        continue;
                    }
                    foreach (var move in claim.Moves)
                        served[move.To!.TenantId] = served.GetValueOrDefault(move.To.TenantId) + 1;
                    if (served.FirstOrDefault(other => other.Value > 1) is { Value: > 1 } twice && ++offences == Claims)
                        yield return new("turn", waiting.JobId, $"{claim.Process} took {twice.Value} jobs of tenant {twice.Key} while it was the first of its tenant's.", claim.Committed);
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
