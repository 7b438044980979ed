using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Budgets;

/// <summary>How much of a ceiling is used.</summary>
/// <param name="ReservedTokens">By calls under way.</param>
public sealed record BudgetUse(string Scope, string Name, long CeilingTokens, decimal CeilingUsd, long UsedTokens, decimal UsedUsd, long ReservedTokens, decimal ReservedUsd, long Denials)
{
    /// <summary>The dearer of the two units: 1 is all of it.</summary>
    public decimal Share => Math.Max(Of(UsedTokens, CeilingTokens), Of(UsedUsd, CeilingUsd));

    /// <summary>Today's use of the tenant, its departments and its agents, whether or not they have used anything.</summary>
    public static Task<List<BudgetUse>> TodayAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var (tenant, day) = (db.Tenant.Required, DateOnly.FromDateTime(now.UtcDateTime));
        return db.Database.SqlQuery<BudgetUse>(
            $"""
            with scope as (
                select 'tenant' as scope, {tenant}::text as name
                union select 'department', department from agents.agent
                union select 'agent', agent_id from agents.agent
                union select scope, name from agents.budget_use where day = {day} and scope <> 'run'
                union select 'department', department from agents.budget_reservation where day = {day} and expires_at > {now}
                union select 'agent', agent_id from agents.budget_reservation where day = {day} and expires_at > {now}
                union select scope, name from agents.budget_lift where day = {day}
                union select scope, name from agents.budget where scope in ('department', 'agent') and name <> '*')
            select s.scope as "Scope", s.name as "Name", b.cap_tokens as "CeilingTokens", b.cap_usd as "CeilingUsd", b.used_tokens as "UsedTokens", b.used_usd as "UsedUsd",
                b.reserved_tokens as "ReservedTokens", b.reserved_usd as "ReservedUsd", coalesce(u.denials, 0) as "Denials"
            from scope s
            cross join lateral agents.budget_state({day}, {tenant}, case s.scope when 'department' then s.name end, case s.scope when 'agent' then s.name end, null, {now}) b
            left join agents.budget_use u on u.tenant_id = {tenant} and u.day = {day} and u.scope = s.scope and u.name = s.name
            where b.scope = s.scope
            order by b.rank, s.name
            """).ToListAsync(ct);
    }

    /// <summary>What a run has used since it began.</summary>
    public static async Task<(long Tokens, decimal Usd)> OfRunAsync(WorkforceDbContext db, Guid run, CancellationToken ct)
    {
        var used = await db.Database.SqlQuery<Total>(
            $"""select tokens as "Tokens", usd as "Usd" from agents.budget_use where day = {BudgetCeilings.RunDay} and scope = 'run' and name = {run.ToString()}""").SingleOrDefaultAsync(ct);
        return used is null ? (0, 0) : (used.Tokens, used.Usd);
    }

    private static decimal Of(decimal used, decimal ceiling) => used == 0 ? 0 : ceiling == 0 ? 1 : used / ceiling;

    private sealed record Total(long Tokens, decimal Usd);
}
