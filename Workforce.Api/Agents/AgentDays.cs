using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.Agents;
using Workforce.Core.Data;

namespace Workforce.Api.Agents;

/// <summary>What an agent did on each of the last 30 days, UTC.</summary>
internal static class AgentDays
{
    private const int Days = 30;

    public static async Task<IReadOnlyList<AgentDayRow>> ReadAsync(WorkforceDbContext db, string agentId, DateTimeOffset now, CancellationToken ct)
    {
        var first = now.UtcDateTime.Date.AddDays(1 - Days);
        return await db.Database.SqlQuery<AgentDayRow>(
            $"""
            select d.day::date as "Day", coalesce(r.runs, 0)::integer as "Runs", coalesce(r.failed, 0)::integer as "Failed",
                coalesce(p.proposals, 0)::integer as "Proposals", coalesce(p.accepted, 0)::integer as "Accepted", coalesce(r.tokens, 0)::bigint as "Tokens", coalesce(r.cost, 0) as "CostUsd"
            from generate_series({first}::timestamp, {first}::timestamp + interval '1 day' * {Days - 1}, interval '1 day') as d(day)
            left join (select (started_at at time zone 'UTC')::date as day, count(*) as runs, count(*) filter (where status = 'error') as failed, sum(tokens_used) as tokens, sum(cost_usd) as cost
                from agents.run where agent_id = {agentId} and started_at >= {first}::timestamp at time zone 'UTC' group by 1) r on r.day = d.day::date
            left join (select (created_at at time zone 'UTC')::date as day, count(*) as proposals,
                    count(*) filter (where status in ('approved', 'auto_approved') and apply_status not in ('undo_queued', 'undone')) as accepted
                from proposals.proposal where agent_id = {agentId} and created_at >= {first}::timestamp at time zone 'UTC' group by 1) p on p.day = d.day::date
            order by d.day
            """).ToListAsync(ct);
    }

    /// <summary>Null: nothing was accepted.</summary>
    public static decimal? CostPerAccepted(IReadOnlyList<AgentDayRow> days) =>
        days.Sum(day => day.Accepted) is > 0 and var accepted ? Math.Round(days.Sum(day => day.CostUsd) / accepted, 6) : null;
}
