using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.Budgets;

/// <summary>What administrators decide about budgets; each decision is in the audit trail. The next call of a model already obeys it.</summary>
public sealed class BudgetCeilings(WorkforceDbContext db, AuditTrail audit)
{
    /// <summary>Under which the use of a run is counted: its ceiling is for its whole life.</summary>
    public static DateOnly RunDay { get; } = new(1970, 1, 1);

    /// <summary>Sets the ceiling of the tenant, of a department, of each run, or of an agent that the registry does not know.</summary>
    /// <param name="name">Of the department or agent; <c>*</c>: of each that has none of its own, and always for the tenant and runs.</param>
    /// <param name="tokens">A day (a run's: its life), from 0: nothing may be spent.</param>
    /// <param name="usd">A day (a run's: its life), from 0.</param>
    /// <returns>False: the registry knows the agent, and has its ceiling; nothing was set.</returns>
    public async Task<bool> SetAsync(BudgetScope scope, string name, long tokens, decimal usd, CancellationToken ct)
    {
        if (scope == BudgetScope.Agent && await db.Database.SqlQuery<bool>($"""select exists (select from agents.agent where agent_id = {name}) as "Value" """).SingleAsync(ct))
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into agents.budget (tenant_id, scope, name, tokens, usd, updated_by) values ({db.Tenant.Required}, {WireNames.Of(scope.ToString())}, {name}, {tokens}, {usd}, {db.Tenant.UserId})
            on conflict (tenant_id, scope, name) do update set tokens = excluded.tokens, usd = excluded.usd, updated_by = excluded.updated_by, updated_at = now()
            """, ct);
        audit.Record("budget.set", "budget", $"{WireNames.Of(scope.ToString())}:{name}", new { tokens, usd });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Adds to one day of one scope. Lifts add up.</summary>
    /// <param name="day">A UTC day; <see cref="RunDay"/> for a run.</param>
    /// <param name="name">Of the department or agent; the id of the tenant or run.</param>
    /// <param name="why">1 to 400 characters.</param>
    public async Task LiftAsync(DateOnly day, BudgetScope scope, string name, long tokens, decimal usd, string why, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into agents.budget_lift (id, tenant_id, day, scope, name, tokens, usd, lifted_by, why)
            values ({Guid.CreateVersion7()}, {db.Tenant.Required}, {day}, {WireNames.Of(scope.ToString())}, {name}, {tokens}, {usd}, {db.Tenant.UserId}, {why})
            """, ct);
        audit.Record("budget.lift", "budget", $"{WireNames.Of(scope.ToString())}:{name}", new { day, tokens, usd, why });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
