using Npgsql;

namespace Workforce.Jobs.Gates;

/// <summary>Reads what an explanation is made of, all in one snapshot.</summary>
internal static class ExplainStatement
{
    // ahead:   counted in the claim's own index, up to a number that says "many".
    // tenants: stepped through like in a claim, up to a hundred.
    // lately:  events of the last minute, newest first, as they lie.
    private const string Sql = """
        with recursive x as materialized (
            select tenant_id, id, kind::text, state, reason, due_at, rank_at, keys, needs from jobs.job where tenant_id = $1 and id = $2
            union all
            select tenant_id, id, kind, state, reason, due_at, null, keys, needs from jobs.job_history where tenant_id = $1 and id = $2
        ), able as materialized (
            select w.offers from x join jobs.worker w on x.kind = any(w.kinds) where w.lost_at is null and w.stopped_at is null
            union all
            select a.offers from x join jobs.attached_worker a on a.tenant_id = x.tenant_id and x.kind = any(a.kinds) join jobs.worker w on w.id = a.worker_id
            where a.detached_at is null and not a.draining and w.lost_at is null and w.stopped_at is null
        ), other as (
            (select j.tenant_id, 1 as place from x join jobs.job j on j.kind = x.kind and j.rank_at is not null order by j.tenant_id limit 1)
            union all
            select next.tenant_id, other.place + 1 from other cross join x cross join lateral (
                select j.tenant_id from jobs.job j where j.kind = x.kind and j.tenant_id > other.tenant_id and j.rank_at is not null order by j.tenant_id limit 1) next
            where other.place < 100
        ), lately as (
            select e.* from (select * from jobs.event order by xid desc limit 20000) e where e.at > now() - interval '1 minute'
        )
        select now(), x.state, x.kind, x.reason, x.due_at, x.needs,
            (select count(*) from able), (select count(*) from able where x.needs is null or x.needs <@ able.offers),
            (select count(*) from (select from jobs.job j where j.kind = x.kind and j.tenant_id = x.tenant_id and j.rank_at < x.rank_at limit 10000) ahead),
            (select count(*) from other where other.tenant_id <> x.tenant_id),
            (select coalesce(sum(cardinality(l.job_ids)), 0) from lately l where l.tenant_id = x.tenant_id and l.kind = x.kind and l.type = 'started')
        from x
        """;

    private const string Pauses = $"""
        select g.tenant_id, g.scope, g.name, g.paused_at, g.paused_until, g.paused_by, g.reason
        from jobs.pause g cross join (select tenant_id, kind, keys from jobs.job where tenant_id = $1 and id = $2) x
        where {GateSql.Holds} order by g.paused_at, g.scope, g.name
        """;

    // Of those that hold a limit of all tenants only this one's own are named.
    private const string Limits = $"""
        with {LimitSql.Running}, mine as materialized (select tenant_id, kind::text, keys, costs from jobs.job where tenant_id = $1 and id = $2)
        select {LimitStatements.Columns}, b.room, {LimitSql.Opens}, b.part_name,
            array(select j.id from (select x.id, x.started_at from jobs.job x where x.tenant_id = $1 and x.state = 'processing' and b.span is null
                    and exists (select from {LimitSql.Of} other where other.id = b.id and other.part = b.part)) j order by j.started_at, j.id limit 5)
        from mine x cross join lateral {LimitSql.Bounds} b cross join lateral (select x.costs) taken
        where least({LimitSql.Weight}, b.most) > b.room or b.most = 0
        order by b.scope, b.name, b.measure, b.id, b.part
        """;

    public static async Task<JobFacts?> ReadAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var pauses = new List<JobPause>();
        await using (var command = Command(connection, Pauses, tenantId, jobId))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                pauses.Add(PauseStatements.Read(row, 0));
        var limits = new List<FullLimit>();
        await using (var command = Command(connection, Limits, tenantId, jobId))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                limits.Add(new(LimitStatements.Read(row, 0), row.IsDBNull(11) ? null : row.GetString(11), row.GetDecimal(9), row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<Guid[]>(12)));
        await using (var command = Command(connection, Sql, tenantId, jobId))
        await using (var row = await command.ExecuteReaderAsync(ct))
            return await row.ReadAsync(ct) ? Read(row, pauses, limits) : null;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId, Guid jobId) =>
        new(sql, connection) { Parameters = { new() { Value = tenantId }, new() { Value = jobId } } };

    private static JobFacts Read(NpgsqlDataReader row, List<JobPause> pauses, List<FullLimit> limits) => new()
    {
        At = row.GetFieldValue<DateTimeOffset>(0),
        State = JobStates.Parse(row.GetString(1)),
        Kind = row.GetString(2),
        WaitsFor = row.IsDBNull(3) ? null : row.GetString(3),
        DueAt = row.GetFieldValue<DateTimeOffset>(4),
        Needs = row.IsDBNull(5) ? [] : row.GetFieldValue<string[]>(5),
        Pauses = pauses,
        Limits = limits,
        Workers = row.GetInt64(6),
        Offering = row.GetInt64(7),
        Ahead = row.GetInt64(8),
        Tenants = row.GetInt64(9),
        StartedLately = row.GetInt64(10),
    };
}
