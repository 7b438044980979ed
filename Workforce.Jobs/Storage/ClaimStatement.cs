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
    // seen:    those whose needs are offered ($6), and until when they are paused.
    // bound:   what limits those that are not, with the room that is left (see LimitSql); opens: when a span has room again.
    //          Lanes and what runs are sorted together, not joined: however many of either there are, and whatever the planner
    //          takes them for. no: stands for a limit, or a part of one; what follows goes by that alone.
    // lane:    those that may be taken from, numbered. room: what the limits that count jobs leave to this lane alone.
    // reach:   how far a claim looks ahead in each lane: twice its share. Not at all if there is but one. most: what
    //          to take at most, where one limit holds for all of them.
    // ahead:   the first so many of each lane, unlocked.
    // turn:    a tenant's jobs, over all its lanes, by rank: first, second and so on, as many in a turn as its share says. Beyond the end of a lane's reach
    //          the order of the tenant's other lanes is not known; what lies there is left for the next claim.
    // quota:   every tenant's first turn, then every tenant's second and so on, up to @limit; as a number per lane.
    // taken:   per lane the first so many that nobody else is claiming. Locks are taken lane by lane under a limit, so
    //          nothing is locked that is not taken; rows locked by others are skipped, not waited for.
    //          materialized: the locking scan runs once, however the planner would like to join it.
    // loose:   every limit has room for all that is to be taken, and none goes by what jobs cost: nothing is to be weighed.
    // weigh:   what each of them would take of each of its limits; of one that it exceeds alone, all: it runs when nothing
    //          of that is used.
    // fit:     those that stay within all of them, by rank. One that does not is counted all the same against the others:
    //          too few may be taken, never too many; who is first only waits for what others have reserved.
    // claimed: the lease, on the row versions that were locked. The epoch makes every older holder's writes stale. A row
    //          that moved between this statement's snapshot and its lock is not found again: the next claim takes it.
    // reserved: starts and costs, added to what was used in this stride.
    // started: one event row per tenant and kind.
    // The answer has at least one row: without a job it says how many lanes there were, whose jobs others may be claiming
    // just now, where the next round begins, whether some were not looked at, and what is known of those that are held up.
    internal const string Sql = $"{Able}, {AllTenants}, {Rest}";

    /// <summary>The same for one tenant, $4.</summary>
    internal const string SqlOfOne = $"{Able}, {OneTenant}, {Rest}";

    private const string Able = """
        with recursive able as materialized (
            select kind from unnest($1::text[]) as kind
            where exists (select from jobs.worker w where w.id = $3 and w.lost_at is null)
        )
        """;

    private const string OneTenant = """
        tenant as materialized (
            select kind, $4::uuid as tenant_id from able
        ), edge as materialized (
            select null::uuid as tenant_id where false
        )
        """;

    private const string AllTenants = """
        step as (
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
        )
        """;

    private const string Rest = $"""
        hop as (
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
        ), {LimitSql.Held}, bound as materialized (
            select *, case when span is not null and room < most then {LimitSql.Opens} end as opens from (
                select kind, tenant_id, lane, jobs, id, part, measure, span, stride, most, most - {LimitSql.Used} as room, dense_rank() over (order by id, part) as no
                from (
                    select b.*, sum(b.jobs) over (partition by b.id, b.part) as running from (
                        select x.kind, x.tenant_id, x.lane, null::bigint as jobs, b.id, b.part, b.measure, b.span, b.stride, b.most
                        from seen x left join lateral {LimitSql.Of} b on true where x.paused_until is null
                        union all
                        select null, null, null, x.jobs, b.id, b.part, b.measure, b.span, b.stride, b.most
                        from held x cross join lateral {LimitSql.Of} b where b.measure = 'running') b) b) b
            where jobs is null
        ), lane as materialized (
            select row_number() over () as no, kind, tenant_id, coalesce((select s.weight from jobs.share s where s.tenant_id = bound.tenant_id), 1)::smallint as weight, lane,
                min(floor(room)) filter (where measure in ('running', 'starts'))::bigint as room,
                array_agg(bound.no) filter (where id is not null) as nos, array_agg(measure) filter (where id is not null) as measures,
                array_agg(room) filter (where id is not null) as rooms, array_agg(most) filter (where id is not null) as mosts
            from bound group by kind, tenant_id, lane
            having coalesce(min(case when measure in ('running', 'starts') then floor(room) else ceil(room) end), 1) > 0
        ), reach as materialized (
            select count(*) as lanes, sum(weight) as weights,
                least($2, (select min(room) from (
                    select min(floor(b.room)) as room from lane cross join lateral unnest(lane.nos, lane.measures, lane.rooms) as b(no, measure, room)
                    where b.measure in ('running', 'starts') group by b.no having count(*) = (select count(*) from lane)) all_of_them))::bigint as most
            from lane
        ), ahead as materialized (
            select lane.no, lane.tenant_id, lane.weight, first.rank_at, row_number() over (partition by lane.no order by first.rank_at) as place, wide.jobs as reach
            from lane cross join lateral (select case when lanes > 1 then 1 + 2 * $2 * lane.weight / weights else 0 end as jobs from reach) wide cross join lateral (
                select j.rank_at from jobs.job j
                where j.kind = lane.kind and j.tenant_id = lane.tenant_id and j.lane = lane.lane and j.rank_at is not null
                order by j.rank_at limit least(wide.jobs, lane.room)) first
        ), known as (
            select *, min(rank_at) filter (where place = reach) over (partition by tenant_id) as until from ahead
        ), turn as (
            select no, tenant_id, (row_number() over (partition by tenant_id order by rank_at) - 1) / weight as turn from known where rank_at <= until or until is null
        ), quota as materialized (
            select lane.*, least(turns.jobs, lane.room) as jobs
            from (select no, count(*) as jobs from (select no from turn order by turn, tenant_id <= $4, tenant_id limit (select most from reach)) first group by no) turns
            join lane on lane.no = turns.no
            union all
            select lane.*, (select most from reach) from lane where (select lanes from reach) = 1
        ), taken as materialized (
            select due.ctid, due.rank_at, due.costs, quota.weight, quota.nos, quota.measures, quota.rooms, quota.mosts
            from quota cross join lateral (
                select j.ctid, j.rank_at, j.costs from jobs.job j
                where j.kind = quota.kind and j.tenant_id = quota.tenant_id and j.lane = quota.lane and j.rank_at is not null
                order by j.rank_at limit quota.jobs
                for update skip locked) due
        ), loose as materialized (
            select not exists (
                select from quota cross join lateral unnest(quota.nos, quota.measures, quota.rooms) as b(no, measure, room)
                group by b.no, b.room having sum(quota.jobs) > b.room or bool_or(b.measure not in ('running', 'starts'))) as loose
        ), weigh as materialized (
            select taken.ctid, taken.rank_at, b.no, b.room, least({LimitSql.Weight}, b.most) as weight
            from taken cross join lateral unnest(taken.nos, taken.measures, taken.rooms, taken.mosts) as b(no, measure, room, most)
            where taken.nos is not null and not (select loose from loose)
        ), tight as materialized (
            select exists (select from weigh group by no, room having sum(weight) > room) as tight
        ), fit as materialized (
            select ctid, rank_at, weight, nos, measures from taken where nos is null or not (select tight from tight)
            union all
            select ctid, rank_at, weight, nos, measures from taken where nos is not null and (select tight from tight) and ctid not in (
                select ctid from (select ctid, room, sum(weight) over (partition by no order by rank_at, ctid) as reserved from weigh) w where reserved > room)
        ), claimed as (
            update jobs.job j
            set state = 'processing', epoch = j.epoch + 1, attempt = j.attempt + 1, worker_id = $3, started_at = now(), rank_at = null
            from fit where j.ctid = fit.ctid
            returning j.tenant_id, j.id, j.epoch, j.user_id, j.correlation_id, j.parent_id, j.kind, j.queue, j.source, j.attempt,
                j.max_attempts, fit.rank_at, j.due_at, j.started_at, j.timeout_ms, j.deadline, j.traceparent, j.payload, j.keys, j.costs,
                fit.weight, fit.nos, fit.measures
        ), reserved as (
            insert into jobs.limit_use as u (limit_id, part, at, amount)
            select max(id), max(part), date_bin(max(stride), now(), 'epoch'), sum(amount) from (
                select b.no, null::bigint as id, null as part, null::interval as stride, {LimitSql.WeightOfClaimed} as amount
                from claimed cross join lateral unnest(claimed.nos, claimed.measures) as b(no, measure)
                where claimed.nos is not null and b.measure <> 'running'
                union all
                select no, id, part, stride, null from bound where stride is not null) b
            group by no having count(amount) > 0 order by 1, 2
            on conflict on constraint limit_use_pk do update set amount = u.amount + excluded.amount
        ), started as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'started', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from claimed group by tenant_id, queue, kind, source
        )
        select r.*, c.tenant_id, c.id, c.epoch, c.user_id, c.correlation_id, c.parent_id, c.kind, c.queue, c.source, c.attempt, c.max_attempts,
            c.rank_at, c.due_at, c.started_at, c.timeout_ms, c.deadline, c.traceparent, c.payload, c.keys, c.costs::text, c.nos is not null as limited, c.weight
        from (
            select lanes, (select tenant_id from edge) as edge,
                exists (select from edge) or exists (select from hop where place = (select greatest(8, 512 / greatest(count(*), 1)) from tenant)) as more,
                (select extract(epoch from min(at) - now()) * 1000 from (
                    select paused_until as at from seen where paused_until < 'infinity' union all select opens from bound) closed)::double precision as opens,
                exists (select from lane where nos is not null) as limited, exists (select from bound where measure = 'running' and room < 1) as waits
            from reach) r left join claimed c on true
        """;

    /// <param name="source">The engine's.</param>
    /// <param name="workerId">In whose name.</param>
    /// <param name="able">What it can do.</param>
    /// <param name="limit">Most to take.</param>
    /// <param name="round">Where to begin.</param>
    /// <param name="ct">Gives up waiting; whether something was claimed is then not known.</param>
    public static async Task<ClaimAnswer> ExecuteAsync(NpgsqlDataSource source, Guid workerId, Abilities able, int limit, ClaimRound round, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(LimitSql.Lock));
        var claim = Command(able.TenantId is null ? Sql : SqlOfOne, workerId, able, limit);
        claim.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = round.LastServed });
        claim.Parameters.Add(new NpgsqlParameter<long> { TypedValue = round.Lane });
        claim.Parameters.Add(Column.Of(able.Offers));
        batch.BatchCommands.Add(claim);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        var (answer, jobs, edge) = await ClaimAnswer.ReadAsync(rows, limit, ct);
        var inTurn = ClaimOrder.InTurn(jobs, round.LastServed);
        return answer! with { Jobs = inTurn, Next = round.Next(ClaimOrder.LastServed(inTurn, limit, round.LastServed, edge)) };
    }

    internal static NpgsqlBatchCommand Command(string sql, Guid workerId, Abilities able, int limit) => new(sql)
    {
        Parameters = { Column.Of(able.Kinds), new NpgsqlParameter<long> { TypedValue = limit }, new NpgsqlParameter<Guid> { TypedValue = workerId } },
    };
}

/// <summary>What a worker can do.</summary>
/// <param name="Kinds">It has handlers for them.</param>
/// <param name="Offers">What its jobs may need.</param>
/// <param name="TenantId">Whose jobs; null: everybody's.</param>
internal sealed record Abilities(string[] Kinds, string[] Offers, Guid? TenantId = null)
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
