using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Budgets;

public enum SpendBy
{
    Agent,
    Department,
    Model,
    Day,
}

/// <summary>What a part of the company's model calls came to.</summary>
/// <param name="Key">Id of the agent, name of the department or model, or the day as <c>2026-03-31</c>.</param>
/// <param name="Failed">Calls that brought no usable answer.</param>
public sealed record Spend(string Key, long Calls, long Failed, long InputTokens, long OutputTokens, long CachedTokens, decimal CostUsd)
{
    /// <summary>From the first day to the last, both included, UTC; the dearest first, days in order.</summary>
    public static async Task<List<Spend>> ByAsync(WorkforceDbContext db, SpendBy by, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (start, end) = (Midnight(from), Midnight(to.AddDays(1)));
        var column = WireNames.Of(by.ToString());
        var spend = await db.Database.SqlQuery<Spend>(
            $"""
            select case {column} when 'agent' then agent_id when 'department' then department when 'model' then model_used else to_char(day, 'YYYY-MM-DD') end as "Key",
                sum(calls)::bigint as "Calls", sum(failed)::bigint as "Failed",
                sum(input_tokens)::bigint as "InputTokens", sum(output_tokens)::bigint as "OutputTokens", sum(cached_tokens)::bigint as "CachedTokens", sum(cost_usd) as "CostUsd"
            from (
                select (created_at at time zone 'UTC')::date as day, department, agent_id, model_used, 1 as calls,
                    (status not in ('ok', 'repaired', 'offline', 'replayed'))::int as failed, input_tokens, output_tokens, cached_tokens, cost_usd
                from agents.model_call where tenant_id = {db.Tenant.Required} and created_at >= {start} and created_at < {end}
                union all
                select day, department, agent_id, model_used, calls, failed, input_tokens, output_tokens, cached_tokens, cost_usd
                from agents.spend_day where tenant_id = {db.Tenant.Required} and day between {from} and {to}
            ) spent group by 1
            """).ToListAsync(ct);
        return by == SpendBy.Day ? [.. spend.OrderBy(day => day.Key, StringComparer.Ordinal)] : [.. spend.OrderByDescending(one => one.CostUsd).ThenBy(one => one.Key, StringComparer.Ordinal)];
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
