using Npgsql;

namespace Workforce.Jobs.Upkeep;

/// <summary>Housekeeping, each statement small enough to be run beside the work.</summary>
internal static class UpkeepStatements
{
    // This month and the next three, so that a month of failed upkeep costs nothing.
    public const string PartitionsAhead = """
        select count(*) filter (where made) from (
            select jobs.add_history_partition((date_trunc('month', now() at time zone 'UTC') + make_interval(months => m))::date) as made
            from generate_series(0, 3) as m) partitions
        """;

    public const string DropHistory = "select jobs.drop_history_before((now() at time zone 'UTC')::date - $1::int)";

    // Oldest first by the number of their transaction, which grows with time; stops at the first that is kept.
    public const string PruneEvents = """
        delete from jobs.event where (tenant_id, id) in (
            select tenant_id, id from (select tenant_id, id, at from jobs.event order by xid limit 5000) oldest
            where at < now() - $1::double precision * interval '1 second')
        """;

    public const string PruneProgress = """
        delete from jobs.progress p where p.at < now() - $1::double precision * interval '1 second'
          and not exists (select from jobs.job j where j.tenant_id = p.tenant_id and j.id = p.job_id)
        """;

    // A key holds at least as long as its job is unfinished.
    public const string PruneKeys = """
        delete from jobs.idempotency i where i.created_at < now() - $1::double precision * interval '1 second' and (i.expires_at is null or i.expires_at <= now())
          and not exists (select from jobs.job j where j.tenant_id = i.tenant_id and j.id = i.job_id)
        """;

    // A tree's counts hold as long as a key does, and as long as the job is unfinished.
    public const string PruneSpawn = """
        delete from jobs.spawn s where s.created_at < now() - $1::double precision * interval '1 second'
          and not exists (select from jobs.job j where j.tenant_id = s.tenant_id and j.id = s.job_id)
        """;

    // What lies further back than its limit looks.
    public const string PruneUse = "delete from jobs.limit_use u using jobs.job_limit g where g.id = u.limit_id and u.at <= now() - g.span - g.span / 60";

    // A lost worker's row is the proof of its loss for anybody who looks; a day is enough.
    public const string PruneWorkers = """
        delete from jobs.worker w where coalesce(w.stopped_at, w.lost_at) < now() - interval '1 day'
          and not exists (select from jobs.job j where j.worker_id = w.id)
        """;

    // Those whose host is gone left without a word.
    public const string PruneAttached = """
        delete from jobs.attached_worker a where greatest(a.heard_at, a.detached_at) < now() - interval '1 day'
          and not exists (select from jobs.worker w where w.id = a.worker_id and w.lost_at is null and w.stopped_at is null and a.detached_at is null)
        """;

    // Rows restored from another cluster carry numbers of transactions that this one has yet to reach; as it does, they
    // would look new. Committed rows of this cluster are always below the bound.
    public const string AdoptRestoredEvents = "update jobs.event set xid = '3'::xid8 where xid >= pg_snapshot_xmax(pg_current_snapshot())";

    public static async Task<long> ExecuteAsync(NpgsqlDataSource source, string sql, object? value, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        if (value is not null)
            command.Parameters.Add(new() { Value = value });
        return sql.StartsWith("select", StringComparison.Ordinal)
            ? Convert.ToInt64(await command.ExecuteScalarAsync(ct))
            : await command.ExecuteNonQueryAsync(ct);
    }
}
