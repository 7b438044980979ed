using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.Agents;
using Workforce.Core.Data;
using Workforce.Core.Finance;

namespace Workforce.Api.Agents;

/// <summary>The employees of the pipelines as the roster shows them, from the engine's jobs and the ledger of budgets.</summary>
internal static class Stations
{
    /// <summary>Last runs are looked for among so many of the company's newest jobs: by their index, however long the history.</summary>
    private const int Lately = 500;

    public static async Task<IReadOnlyList<StationRow>> ReadAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var (tenant, day, queues) = (db.Tenant.Required, DateOnly.FromDateTime(now.UtcDateTime), FinanceEmployees.All.Select(one => one.Id).ToArray());
        var found = await db.Database.SqlQuery<Row>(
            $"""
            select e.queue as "Queue", coalesce(j.waiting, 0) as "Waiting", coalesce(j.processing, 0) as "Processing",
                h.finished_at as "LastRunAt", h.state as "LastRunStatus", h.ms as "LastRunDurationMs",
                b.cap_tokens as "CapTokens", b.used_tokens as "UsedTokens", b.cap_usd as "CapUsd", b.used_usd as "UsedUsd"
            from unnest({queues}) as e (queue)
            cross join lateral agents.budget_state({day}, {tenant}, null, e.queue, null, {now}) b
            left join (
                select queue, (count(*) filter (where state <> 'processing'))::int as waiting, (count(*) filter (where state = 'processing'))::int as processing
                from jobs.job where tenant_id = {tenant} and queue = any({queues}) group by queue) j on j.queue = e.queue
            left join (
                select distinct on (queue) queue, finished_at, state, least(extract(epoch from finished_at - started_at) * 1000, 2147483647)::int as ms
                from (select * from jobs.job_history where tenant_id = {tenant} order by id desc limit {Lately}) newest order by queue, finished_at desc) h on h.queue = e.queue
            where b.scope = 'agent'
            """).ToDictionaryAsync(row => row.Queue, ct);
        return [.. FinanceEmployees.All.Select(one => Of(one, found[one.Id]))];
    }

    private static StationRow Of((string Id, string Name, string Duty) one, Row row) => new(
        one.Id,
        one.Name,
        FinanceEmployees.Department,
        one.Duty,
        row switch { { Processing: > 0 } => "running", { LastRunStatus: "failed" } => "error", _ => "idle" },
        row.Processing,
        row.Waiting,
        row.LastRunAt,
        row.LastRunStatus,
        row.LastRunDurationMs,
        row.CapTokens,
        row.UsedTokens,
        row.CapUsd,
        row.UsedUsd);

    private sealed record Row(
        string Queue, int Waiting, int Processing, DateTimeOffset? LastRunAt, string? LastRunStatus, int? LastRunDurationMs, long CapTokens, long UsedTokens, decimal CapUsd, decimal UsedUsd);
}
