using Npgsql;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Storage;

/// <summary>Takes due jobs under a lease.</summary>
internal static class ClaimStatement
{
    // A lane is what job_claim is sorted by: a kind, a tenant, and what its jobs name (see jobs.lane_of). Within it jobs stand
    // in line by rank (see jobs.rank_at).
    //
    // able:    what this worker can do; nothing once it was declared lost.
    // step:    tenants with something in line, found by stepping from tenant to tenant through the index, never over their
    //          jobs: all kinds abreast, from the tenant after $4, the last one served, round to that one again.
    // found:   as many of them as one claim looks at; what is behind is never looked for.
    // edge:    if they may not be all: the tenant up to which every kind has been searched. Tenants beyond it have their turn
    //          in the next claim, which starts there; else a kind of few tenants would carry the round past those of others.
    // hop:     their lanes in the same way, from lane $5 round to that one again; of a tenant that has very many some, and
    //          others the next time.
    // lane:    those that may be taken from: not paused, and what they need is offered ($6).
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
    // just now, where the next round begins, whether some were not looked at, and when a pause ends.
    internal const string Sql = $"""
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
        ), tenant as materialized (
            select kind, tenant_id from found where not exists (select from edge where (found.past, found.tenant_id) > (edge.past, edge.tenant_id))
        ), hop as (
            select tenant.kind, tenant.tenant_id, first.lane, first.keys, first.needs, first.past, 1 as place from tenant cross join lateral (
                (select j.lane, j.keys, j.needs, false as past from jobs.job j
                where j.kind = tenant.kind and j.tenant_id = tenant.tenant_id and j.rank_at is not null and j.lane >= $5
                order by j.lane limit 1)
                union all
                (select j.lane, j.keys, j.needs, true from jobs.job j
                where j.kind = tenant.kind and j.tenant_id = tenant.tenant_id and j.rank_at is not null and j.lane < $5
                order by j.lane limit 1)
                limit 1) first
            union all
            select hop.kind, hop.tenant_id, next.lane, next.keys, next.needs, next.past, hop.place + 1 from hop cross join lateral (
                (select j.lane, j.keys, j.needs, hop.past from jobs.job j
                where j.kind = hop.kind and j.tenant_id = hop.tenant_id and j.rank_at is not null and j.lane > hop.lane
                  and j.lane <= case when hop.past then $5 - 1 else 9223372036854775807 end
                order by j.lane limit 1)
                union all
                (select j.lane, j.keys, j.needs, true from jobs.job j
                where not hop.past and j.kind = hop.kind and j.tenant_id = hop.tenant_id and j.rank_at is not null and j.lane < $5
                order by j.lane limit 1)
                limit 1) next
            where hop.place < (select greatest(8, 512 / greatest(count(*), 1)) from tenant)
        ), seen as materialized (
            select x.kind, x.tenant_id, x.lane, x.keys, x.place, (select max(coalesce(g.paused_until, 'infinity')) from jobs.pause g where {GateSql.Holds}) as paused_until
            from hop x where x.needs is null or x.needs <@ $6
        ), lane as materialized (
            select kind, tenant_id, lane from seen where paused_until is null
        ), reach as materialized (
            select count(*) as lanes, case when count(*) > 1 then 1 + 2 * $2 / count(*) else 0 end as jobs, (select tenant_id from edge) as edge from lane
        ), ahead as materialized (
            select lane.kind, lane.tenant_id, lane.lane, first.rank_at, row_number() over (partition by lane.kind, lane.tenant_id, lane.lane order by first.rank_at) as place
            from lane cross join lateral (
                select j.rank_at from jobs.job j
                where j.kind = lane.kind and j.tenant_id = lane.tenant_id and j.lane = lane.lane and j.rank_at is not null
                order by j.rank_at limit (select jobs from reach)) first
        ), known as (
            select *, min(rank_at) filter (where place = (select jobs from reach)) over (partition by tenant_id) as until from ahead
        ), turn as (
            select kind, tenant_id, lane, row_number() over (partition by tenant_id order by rank_at) as turn from known where rank_at <= until or until is null
        ), quota as materialized (
            select kind, tenant_id, lane, count(*) as jobs
            from (select kind, tenant_id, lane from turn order by turn, tenant_id <= $4, tenant_id limit $2) first group by kind, tenant_id, lane
            union all
            select kind, tenant_id, lane, $2 from lane where (select lanes from reach) = 1
        ), taken as materialized (
            select due.ctid, due.rank_at
            from quota cross join lateral (
                select j.ctid, j.rank_at from jobs.job j
                where j.kind = quota.kind and j.tenant_id = quota.tenant_id and j.lane = quota.lane and j.rank_at is not null
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
        select r.*, c.* from (
            select lanes, edge, (select edge from reach) is not null or exists (select from hop where place = (select greatest(8, 512 / greatest(count(*), 1)) from tenant)) as more,
                (select extract(epoch from min(paused_until) - now()) * 1000 from seen where paused_until < 'infinity')::double precision as opens
            from reach) r left join claimed c on true
        """;

    /// <param name="Jobs">In the order in which they are to run.</param>
    /// <param name="Lanes">Where something was to be had. More than none without a job: others are claiming it now.</param>
    /// <param name="More">There are lanes that were not looked at.</param>
    /// <param name="Opens">Time until some that are held up now may run; null: not known.</param>
    /// <param name="Next">Where the next claim begins.</param>
    public sealed record Answer(IReadOnlyList<ClaimedJob> Jobs, long Lanes, bool More, TimeSpan? Opens, ClaimRound Next);

    /// <param name="source">The engine's.</param>
    /// <param name="workerId">In whose name.</param>
    /// <param name="able">What it can do.</param>
    /// <param name="limit">Most to take.</param>
    /// <param name="round">Where to begin.</param>
    /// <param name="ct">Gives up waiting; whether something was claimed is then not known.</param>
    public static async Task<Answer> ExecuteAsync(NpgsqlDataSource source, Guid workerId, Abilities able, int limit, ClaimRound round, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(Column.Of(able.Kinds));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = round.LastServed });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = round.Lane });
        command.Parameters.Add(Column.Of(able.Offers));
        var jobs = new List<ClaimedJob>(limit);
        var (lanes, more, edge, opens) = (0L, false, (Guid?)null, (TimeSpan?)null);
        // The rows of "update … returning" arrive before the statement has committed. Nothing may be handed on until the
        // reader has come to its end: a completion that overtook the commit would find the job unclaimed and be lost.
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                lanes = reader.GetInt64(0);
                edge = reader.IsDBNull(1) ? null : reader.GetGuid(1);
                more = reader.GetBoolean(2);
                opens = reader.IsDBNull(3) ? null : TimeSpan.FromMilliseconds(Math.Clamp(reader.GetDouble(3), 0, 1e9));
                if (!reader.IsDBNull(4))
                    jobs.Add(Read(reader));
            }
        var inTurn = ClaimOrder.InTurn(jobs, round.LastServed);
        return new(inTurn, lanes, more, opens, round.Next(ClaimOrder.LastServed(inTurn, limit, round.LastServed, edge)));
    }

    private static ClaimedJob Read(NpgsqlDataReader row) => new(
        TenantId: row.GetGuid(4), Id: row.GetGuid(5), Epoch: row.GetInt64(6), UserId: row.IsDBNull(7) ? null : row.GetGuid(7),
        CorrelationId: row.GetGuid(8), ParentId: row.IsDBNull(9) ? null : row.GetGuid(9), Kind: row.GetString(10), Queue: row.GetString(11),
        Source: row.IsDBNull(12) ? null : row.GetString(12), Attempt: row.GetInt16(13), MaxAttempts: row.GetInt16(14), RankAt: row.GetDateTime(15),
        DueAt: row.GetDateTime(16), ClaimedAt: row.GetDateTime(17), Timeout: TimeSpan.FromMilliseconds(row.GetInt32(18)),
        Deadline: row.IsDBNull(19) ? null : row.GetFieldValue<DateTimeOffset>(19), TraceParent: row.IsDBNull(20) ? null : row.GetString(20),
        PayloadJson: row.GetString(21));
}

/// <summary>What a worker process can do.</summary>
/// <param name="Kinds">It has handlers for them.</param>
/// <param name="Offers">What its jobs may need.</param>
internal sealed record Abilities(string[] Kinds, string[] Offers)
{
    public static Abilities Of(JobCatalog catalog, JobsOptions options) => new([.. catalog.Kinds], [.. options.Offers]);
}

/// <summary>Where a process is in going round.</summary>
/// <param name="LastServed">It begins behind this tenant.</param>
/// <param name="Lane">Of a tenant with more lanes than a claim looks at it begins at this one.</param>
internal sealed record ClaimRound(Guid LastServed = default, long Lane = 0)
{
    // 2^64 by the golden ratio: each start falls into the widest gap that those before it have left, so every lane comes up
    // after about as many claims as it takes to look at all of them once.
    private const long Step = unchecked((long)0x9E3779B97F4A7C15);

    public ClaimRound Next(Guid lastServed) => new(lastServed, Math.Max(unchecked(Lane + Step), long.MinValue + 1));
}
