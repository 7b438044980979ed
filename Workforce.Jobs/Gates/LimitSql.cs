namespace Workforce.Jobs.Gates;

/// <summary>What limits a job, and how much of it is used: written once for all who ask.</summary>
internal static class LimitSql
{
    /// <summary>
    /// Comes before whatever starts jobs under limits, as a statement of its own in the same transaction: starters wait for each
    /// other's commit, and the snapshot of the next statement sees what was started by then. Nothing if there is no limit.
    /// </summary>
    public const string Lock = "select pg_advisory_xact_lock(1464467458, 0) where exists (select from jobs.job_limit)";

    /// <summary>What runs now, by what limits go by; read only if something limits it. Whoever ends a job, and however, makes room by that alone.</summary>
    public const string Held = """
        held as materialized (
            select j.kind::text as kind, j.tenant_id, j.keys, count(*) as jobs
            from (
                select kind, tenant_id, keys, lane from jobs.job where worker_id is not null
                union all
                select kind, tenant_id, keys, lane from jobs.job where lease_expires_at is not null) j
            where exists (select from jobs.job_limit where measure = 'running') group by j.kind, j.tenant_id, j.lane, j.keys
        )
        """;

    /// <summary>
    /// The limits that hold for x (a job or a lane, with tenant_id, kind and keys), each with the part of it that x counts in; for
    /// a lateral join. The part is empty where the limit is one for all; of one that holds for each key x has a row per key.
    /// </summary>
    public const string Of = """
        (select g.*, g.span / 60 as stride, concat_ws(' ', case when g.each_tenant then x.tenant_id end, p.name) collate "C" as part, p.name as part_name
        from (
            select 'all' as scope, '' as name union all select 'queue', split_part(x.kind, '.', 1) union all select 'kind', x.kind::text
            union all select 'key', key from unnest(x.keys) as key) s
        join jobs.job_limit g on g.scope = s.scope and g.name = s.name and (g.tenant_id is null or g.tenant_id = x.tenant_id)
        cross join lateral unnest(case when g.each_of is null then '{null}' when g.each_of = 'queue' then array[split_part(x.kind, '.', 1)]
            when g.each_of = 'kind' then array[x.kind::text] else array(select key from unnest(x.keys) as key where starts_with(key, g.prefix)) end) as p(name))
        """;

    /// <summary>How many run now of each part of each limit on that: added up once, and looked up. </summary>
    public const string Running = $"""
        {Held}, running as materialized (
            select b.id, b.part, sum(x.jobs) as jobs from held x cross join lateral {Of} b where b.measure = 'running' group by b.id, b.part
        )
        """;

    /// <summary>What is used of part b of a limit, where what runs of it is known as running.</summary>
    public const string Used = """
        case when b.span is null then coalesce(b.running, 0)
            else (select coalesce(sum(u.amount), 0) from jobs.limit_use u where u.limit_id = b.id and u.part = b.part and u.at > now() - b.span - b.stride) end
        """;

    /// <summary>When part b of a limit on what happens in a time has room again, in part.</summary>
    public const string Opens = """
        (select min(u.at) from jobs.limit_use u where u.limit_id = b.id and u.part = b.part and u.at > now() - b.span - b.stride) + b.span + b.stride
        """;

    /// <summary>The limits of x with the room they have left; for a lateral join. Needs <see cref="Running"/>.</summary>
    public const string Bounds = $"""
        (select b.*, b.most - {Used} as room from (
            select b.*, r.jobs as running from {Of} b left join running r on r.id = b.id and r.part = b.part) b)
        """;

    /// <summary>What job taken takes of limit b.</summary>
    public const string Weight = "case when b.measure in ('running', 'starts') then 1 else coalesce((taken.costs ->> b.measure)::numeric, 0) end";

    /// <summary>The same of job claimed.</summary>
    public const string WeightOfClaimed = "case when b.measure in ('running', 'starts') then 1 else coalesce((claimed.costs ->> b.measure)::numeric, 0) end";
}
