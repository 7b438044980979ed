using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;

namespace Workforce.Api.Jobs;

/// <summary>Reads of the engine's tables that its client does not offer, as the tenant and under row-level security.</summary>
internal static class JobLedger
{
    private const int MostEvents = 2_000;

    /// <summary>The id of the newest event, 0 where there is none. Entry n of a stored row is event id + n.</summary>
    public static async Task<long> LastEventAsync(WorkforceDbContext db, CancellationToken ct) =>
        await db.Database.SqlQuery<long>(
            $"""
            select coalesce((select id + cardinality(job_ids) - 1 from jobs.event where tenant_id = {db.Tenant.Required} order by id desc limit 1), 0) as "Value"
            """).SingleAsync(ct);

    /// <summary>What happened to the jobs of one correlation and is still kept, oldest first.</summary>
    public static async Task<IReadOnlyList<JobEventMessage>> EventsAsync(WorkforceDbContext db, Guid correlation, CancellationToken ct) =>
        await db.Database.SqlQuery<JobEventMessage>(
            $"""
            select e.id + entry.n - 1 as "Id", entry.job_id as "JobId", entry.correlation_id as "CorrelationId", e.kind as "Kind", e.queue as "Queue",
                   e.source as "FromEmployee", e.type as "Type", entry.attempt::int as "Attempt", e.percent::int as "Percent", e.message as "Message", e.at as "At", e.level as "Level"
            from jobs.event e, unnest(e.job_ids, e.correlation_ids, e.attempts) with ordinality as entry (job_id, correlation_id, attempt, n)
            where e.tenant_id = {db.Tenant.Required} and e.correlation_ids @> array[{correlation}] and entry.correlation_id = {correlation}
            order by 1 limit {MostEvents}
            """).ToListAsync(ct);

    /// <summary>Queues with work, or with work given up in the last seven days.</summary>
    public static async Task<List<QueueDepth>> QueuesAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct) =>
        await db.Database.SqlQuery<QueueDepth>(
            $"""
            select queue as "Queue", count(*) filter (where state = 'pending')::int as "Pending", count(*) filter (where state = 'processing')::int as "Processing",
                   count(*) filter (where state = 'retrying')::int as "Retrying", count(*) filter (where state = 'failed')::int as "Failed",
                   min(created_at) filter (where state = 'pending') as "OldestPendingAt"
            from (
                select queue, state, created_at from jobs.job where tenant_id = {db.Tenant.Required}
                union all
                select queue, state, created_at from jobs.job_history
                where tenant_id = {db.Tenant.Required} and state = 'failed' and finished_at > {now.AddDays(-7)}
            ) job
            group by queue order by queue
            """).ToListAsync(ct);
}
