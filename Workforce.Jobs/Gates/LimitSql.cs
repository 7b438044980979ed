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

    /// <summary>What job taken takes of limit b.</summary>
    public const string Weight = "case when b.measure in ('running', 'starts') then 1 else coalesce((taken.costs ->> b.measure)::numeric, 0) end";

    /// <summary>The same of job claimed.</summary>
    public const string WeightOfClaimed = "case when b.measure in ('running', 'starts') then 1 else coalesce((claimed.costs ->> b.measure)::numeric, 0) end";

    /// <summary>What is used of limit g. Needs <see cref="Held"/>.</summary>
    public const string Used = $"""
        case when g.span is null then (select coalesce(sum(x.jobs), 0) from held x where {GateSql.Covers})
            else (select coalesce(sum(u.amount), 0) from jobs.limit_use u where u.limit_id = g.id and u.at > now() - g.span - g.span / 60) end
        """;

    /// <summary>The limits of x (a job or a lane) with the room they have left; for a lateral join. Needs <see cref="Held"/>.</summary>
    public const string Bounds = $"""
        (select g.id, g.scope, g.name, g.tenant_id, g.measure, g.most, g.span, g.span / 60 as stride, g.most - {Used} as room
        from (
            select 'all' as scope, '' as name union all select 'queue', split_part(x.kind, '.', 1) union all select 'kind', x.kind::text
            union all select 'key', key from unnest(x.keys) as key) s
        join jobs.job_limit g on g.scope = s.scope and g.name = s.name and (g.tenant_id is null or g.tenant_id = x.tenant_id))
        """;
}
