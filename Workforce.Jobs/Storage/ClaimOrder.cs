namespace Workforce.Jobs.Storage;

/// <summary>Decides in which order the jobs of one claim run, and where the next claim begins.</summary>
internal static class ClaimOrder
{
    /// <summary>The tenants in turn, each tenant's jobs by rank.</summary>
    /// <param name="jobs">Those of a lane in their order.</param>
    /// <param name="lastServed">The round begins with the tenant after this one.</param>
    public static IReadOnlyList<ClaimedJob> InTurn(List<ClaimedJob> jobs, Guid lastServed)
    {
        if (jobs.TrueForAll(j => j.TenantId == jobs[0].TenantId && j.Kind == jobs[0].Kind))
            return jobs;
        var turns = new Dictionary<Guid, int>();
        // Stable: jobs of one rank stay in the order in which they were stored.
        return
        [
            .. jobs.OrderBy(job => job.RankAt)
                .Select(job => (job, turn: (turns[job.TenantId] = turns.GetValueOrDefault(job.TenantId) + 1) - 1)).Select(x => (x.job, turn: x.turn / x.job.Weight))
                .OrderBy(x => x.turn)
                .ThenBy(x => Place(x.job.TenantId, lastServed), InRound)
                .Select(x => x.job),
        ];
    }

    /// <summary>Behind whom the next round begins, so that everybody has a turn before anybody has two.</summary>
    /// <param name="inTurn">What was claimed.</param>
    /// <param name="limit">What was asked for.</param>
    /// <param name="lastServed">Where this round began.</param>
    /// <param name="edge">The last tenant this claim looked at; null: it looked at all.</param>
    public static Guid LastServed(IReadOnlyList<ClaimedJob> inTurn, int limit, Guid lastServed, Guid? edge) => (inTurn.Count, edge) switch
    {
        // Nobody's turn came: the same again, or whoever was out of sight.
        (0, _) => edge ?? lastServed,
        // The last turn may have been cut off by the limit: it goes on from there.
        (_, null) => inTurn[^1].TenantId,
        // Some were not looked at. Those that were had what they could get, or the limit came first.
        _ when inTurn.Count < limit => edge.Value,
        _ => inTurn.MaxBy(job => Place(job.TenantId, lastServed), InRound)!.TenantId,
    };

    // As Postgres orders them: byte by byte. Those up to the last one served come after all others.
    private static (bool Past, UInt128 Tenant) Place(Guid tenant, Guid lastServed) => (Number(tenant) <= Number(lastServed), Number(tenant));

    private static readonly Comparer<(bool Past, UInt128 Tenant)> InRound = Comparer<(bool Past, UInt128 Tenant)>.Default;

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
