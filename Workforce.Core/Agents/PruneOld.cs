using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Agents;

/// <summary>
/// Takes away what nobody looks at any more, of one company, some rows at a time: each statement is a transaction of its own, so
/// what it did stays done and nobody waits for it. Proposals, their history and who lifted a budget are kept for ever.
/// </summary>
public sealed class PruneOld(WorkforceDbContext db, TimeProvider time)
{
    /// <summary>Rows taken away in one transaction.</summary>
    public const int Batch = 2_000;

    public async Task<PrunedRows> RunAsync(Retention keep, CancellationToken ct)
    {
        var (tenant, now) = (db.Tenant.Required, time.GetUtcNow());
        var (traces, runs, deliveries) = (now.AddDays(-keep.TraceDays), now.AddDays(-keep.RunDays), now.AddDays(-keep.DeliveryDays));
        return new(
            Messages: await AllAsync(
                $"""
                delete from agents.model_message where (tenant_id, thread_id, n) in (
                    select tenant_id, thread_id, n from agents.model_message where tenant_id = {tenant} and said_at < {traces} order by said_at limit {Batch})
                """, ct),
            Calls: await CallsAsync(tenant, traces, ct),
            Steps: await AllAsync(
                $"""
                delete from agents.run_step where id in (
                    select id from agents.run_step where tenant_id = {tenant} and at < {traces} order by at limit {Batch})
                """, ct),
            // Those that made proposals stay with them.
            Runs: await AllAsync(
                $"""
                delete from agents.run where id in (
                    select r.id from agents.run r where r.tenant_id = {tenant} and r.started_at < {runs} and r.status <> 'running'
                        and not exists (select from proposals.proposal p where p.run_id = r.id) order by r.started_at limit {Batch})
                """, ct),
            RunBudgets: await AllAsync(
                $"""
                delete from agents.budget_use where (tenant_id, day, scope, name) in (
                    select tenant_id, day, scope, name from agents.budget_use
                    where tenant_id = {tenant} and day = '1970-01-01' and scope = 'run' and used_at < {traces} limit {Batch})
                """, ct),
            // A digest takes what it holds with it.
            Deliveries: await AllAsync(
                $"""
                delete from notify.delivery where id in (
                    select id from notify.delivery where tenant_id = {tenant} and created_at < {deliveries} and status <> 'pending' order by created_at limit {Batch})
                """, ct));
    }

    // A call leaves and its day's sum grows in one statement: spending is told from both together.
    private async Task<int> CallsAsync(Guid tenant, DateTimeOffset before, CancellationToken ct)
    {
        var all = 0;
        for (var some = Batch; some == Batch; all += some)
        {
            some = (await db.Database.SqlQuery<int>(
                $"""
                with gone as (
                    delete from agents.model_call where id in (
                        select id from agents.model_call where tenant_id = {tenant} and created_at < {before} order by created_at limit {Batch}) returning *),
                kept as (
                    insert into agents.spend_day as d (tenant_id, day, department, agent_id, model_used, calls, failed, input_tokens, output_tokens, cached_tokens, cost_usd)
                    select tenant_id, (created_at at time zone 'UTC')::date, department, agent_id, model_used, count(*),
                        count(*) filter (where status not in ('ok', 'repaired', 'offline', 'replayed')), sum(input_tokens), sum(output_tokens), sum(cached_tokens), sum(cost_usd)
                    from gone group by 1, 2, 3, 4, 5
                    on conflict (tenant_id, day, department, agent_id, model_used) do update set
                        calls = d.calls + excluded.calls, failed = d.failed + excluded.failed, input_tokens = d.input_tokens + excluded.input_tokens,
                        output_tokens = d.output_tokens + excluded.output_tokens, cached_tokens = d.cached_tokens + excluded.cached_tokens, cost_usd = d.cost_usd + excluded.cost_usd)
                select count(*)::int as "Value" from gone
                """).ToListAsync(ct)).Single();
        }

        return all;
    }

    private async Task<int> AllAsync(FormattableString delete, CancellationToken ct)
    {
        var all = 0;
        for (var some = Batch; some == Batch; all += some)
        {
            some = await db.Database.ExecuteSqlAsync(delete, ct);
        }

        return all;
    }
}

/// <summary>How many rows were taken away, kept as the job's result.</summary>
public sealed record PrunedRows(int Messages, int Calls, int Steps, int Runs, int RunBudgets, int Deliveries);
