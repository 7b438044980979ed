using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Takes due jobs under a lease.</summary>
internal static class ClaimStatement
{
    // A lane is what job_claim is sorted by: a kind and a tenant. Within it jobs stand in line by rank (see jobs.rank_at).
    //
    // able:    what this worker can do; nothing once it was declared lost.
    // step:    lanes with something in line, found by stepping from tenant to tenant through the index, never over their
    //          jobs: all kinds abreast, from the tenant after $4, the last one served, round to that one again.
    // found:   as many of them as one claim looks at; what is behind is never looked for.
    // edge:    if they may not be all: the tenant up to which every kind has been searched. Tenants beyond it have their turn
    //          in the next claim, which starts there; else a kind of few tenants would carry the round past those of others.
    // reach:   how far a claim looks ahead in each lane: twice an equal share. Not at all if there is but one.
    // ahead:   the first so many of each lane, unlocked.
    // turn:    a tenant's jobs, over all its lanes, by rank: first, second and so on. Beyond the end of a lane's reach
    //          the order of the tenant's other lanes is not known; what lies there is left for the next claim.
    // quota:   every tenant's first job, then every tenant's second and so on, up to @limit; as a number per lane.
    // taken:   per lane the first so many that nobody else is claiming. Locks are taken lane by lane under a limit, so
    //          nothing is locked that is not taken; rows locked by others are skipped, not waited for.
    //          materialized: the locking scan runs once, however the planner would like to join it.
    // claimed: the lease, on the row versions that were locked. The epoch makes every older holder's writes stale. A row
    //          that moved between this statement's snapshot and its lock is not found again: the next claim takes it.
    // started: one event row per tenant and kind.
    // The answer has at least one row: without a job it says how many lanes there were, whose jobs others may be claiming
    // just now, and where the next round begins.
    internal const string Sql = """
        with recursive able as materialized (
            select kind from unnest($1::text[]) as kind
            where exists (select from jobs.worker w where w.id = $3 and w.lost_at is null)
        ), step as (
            select kind, $4 as tenant_id, false as past, 0 as place from able
            union all
            select step.kind, next.tenant_id, next.past, step.place + 1 from step cross join lateral (
                (select j.tenant_id, step.past from jobs.job j
                where j.kind = step.kind and j.rank_at is not null and j.tenant_id > step.tenant_id
                  and j.tenant_id <= case when step.past then $4 else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end
                order by j.tenant_id limit 1)
                union all
                (select j.tenant_id, true from jobs.job j
                where not step.past and j.kind = step.kind and j.rank_at is not null and j.tenant_id <= $4
                order by j.tenant_id limit 1)
                limit 1) next
        ), found as materialized (
            select kind, tenant_id, past, place from step where place > 0 limit 256 + cardinality($1)
        ), edge as materialized (
            select past, tenant_id from (select distinct on (kind) past, tenant_id, place from found order by kind, place desc) last
            where (select count(*) from found) = 256 + cardinality($1) and place >= (select max(place) from found) - 1
            order by past, tenant_id limit 1
        ), lane as materialized (
            select kind, tenant_id from found where not exists (select from edge where (found.past, found.tenant_id) > (edge.past, edge.tenant_id))
        ), reach as materialized (
            select count(*) as lanes, case when count(*) > 1 then 1 + 2 * $2 / count(*) else 0 end as jobs, (select tenant_id from edge) as edge from lane
        ), ahead as materialized (
            select lane.kind, lane.tenant_id, first.rank_at, row_number() over (partition by lane.kind, lane.tenant_id order by first.rank_at) as place
            from lane cross join lateral (
                select j.rank_at from jobs.job j
                where j.kind = lane.kind and j.tenant_id = lane.tenant_id and j.rank_at is not null
                order by j.rank_at limit (select jobs from reach)) first
        ), known as (
            select *, min(rank_at) filter (where place = (select jobs from reach)) over (partition by tenant_id) as until from ahead
        ), turn as (
            select kind, tenant_id, row_number() over (partition by tenant_id order by rank_at) as turn from known where rank_at <= until or until is null
        ), quota as materialized (
            select kind, tenant_id, count(*) as jobs
            from (select kind, tenant_id from turn order by turn, tenant_id <= $4, tenant_id limit $2) first group by kind, tenant_id
            union all
            select kind, tenant_id, $2 from lane where (select lanes from reach) = 1
        ), taken as materialized (
            select due.ctid, due.rank_at
            from quota cross join lateral (
                select j.ctid, j.rank_at from jobs.job j
                where j.kind = quota.kind and j.tenant_id = quota.tenant_id and j.rank_at is not null
                order by j.rank_at limit quota.jobs
                for update skip locked) due
        ), claimed as (
            update jobs.job j
            set state = 'processing', epoch = j.epoch + 1, attempt = j.attempt + 1, worker_id = $3, started_at = now(), rank_at = null
            from taken where j.ctid = taken.ctid
            returning j.tenant_id, j.id, j.epoch, j.user_id, j.correlation_id, j.parent_id, j.kind, j.queue, j.source, j.attempt,
                j.max_attempts, taken.rank_at, j.due_at, j.started_at, j.timeout_ms, j.deadline, j.traceparent, j.payload
        ), started as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'started', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from claimed group by tenant_id, queue, kind, source
        )
        select r.lanes, r.edge, c.* from (select lanes, edge from reach) r left join claimed c on true
        """;

    /// <param name="Jobs">In the order in which they are to run.</param>
    /// <param name="Lanes">Where something was to be had. More than none without a job: others are claiming it now.</param>
    /// <param name="LastServed">The tenant to begin behind the next time.</param>
    public sealed record Answer(IReadOnlyList<ClaimedJob> Jobs, long Lanes, Guid LastServed);

    /// <param name="source">The engine's.</param>
    /// <param name="workerId">In whose name.</param>
    /// <param name="kinds">What it can do.</param>
    /// <param name="limit">Most to take.</param>
    /// <param name="lastServed">The tenant to begin behind.</param>
    /// <param name="ct">Gives up waiting; whether something was claimed is then not known.</param>
    public static async Task<Answer> ExecuteAsync(NpgsqlDataSource source, Guid workerId, string[] kinds, int limit, Guid lastServed, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(Column.Of(kinds));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lastServed });
        var jobs = new List<ClaimedJob>(limit);
        var lanes = 0L;
        Guid? edge = null;
        // The rows of "update … returning" arrive before the statement has committed. Nothing may be handed on until the
        // reader has come to its end: a completion that overtook the commit would find the job unclaimed and be lost.
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                lanes = reader.GetInt64(0);
                edge = reader.IsDBNull(1) ? null : reader.GetGuid(1);
                if (!reader.IsDBNull(2))
                    jobs.Add(Read(reader));
            }
        var inTurn = ClaimOrder.InTurn(jobs, lastServed);
        return new(inTurn, lanes, ClaimOrder.LastServed(inTurn, limit, lastServed, edge));
    }

    private static ClaimedJob Read(NpgsqlDataReader row) => new(
        TenantId: row.GetGuid(2), Id: row.GetGuid(3), Epoch: row.GetInt64(4), UserId: row.IsDBNull(5) ? null : row.GetGuid(5),
        CorrelationId: row.GetGuid(6), ParentId: row.IsDBNull(7) ? null : row.GetGuid(7), Kind: row.GetString(8), Queue: row.GetString(9),
        Source: row.IsDBNull(10) ? null : row.GetString(10), Attempt: row.GetInt16(11), MaxAttempts: row.GetInt16(12), RankAt: row.GetDateTime(13),
        DueAt: row.GetDateTime(14), ClaimedAt: row.GetDateTime(15), Timeout: TimeSpan.FromMilliseconds(row.GetInt32(16)),
        Deadline: row.IsDBNull(17) ? null : row.GetFieldValue<DateTimeOffset>(17), TraceParent: row.IsDBNull(18) ? null : row.GetString(18),
        PayloadJson: row.GetString(19));
}
