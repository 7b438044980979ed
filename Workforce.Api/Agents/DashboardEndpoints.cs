using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Api.Agents;

/// <summary>Everything about the agents at a glance.</summary>
internal static class DashboardEndpoints
{
    private const int Days = 30;

    public static void MapAgentDashboard(this RouteGroupBuilder api) =>
        api.MapGet("/agents/dashboard", Get).WithTags("Agents").RequireAuthorization(Policies.Read)
            .WithSummary("Agents, open proposals, spending and health at a glance").WithDescription("Days are UTC; spending is of the last 30 of them. `cost_per_accepted_usd` is what was spent for each proposal that was accepted and not undone.");

    private static async Task<Ok<AgentDashboard>> Get(WorkforceDbContext db, AgentStates states, JobClient jobs, IConnectionMultiplexer redis, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var since = today.AddDays(1 - Days);
        var agents = await db.Agents.AsNoTracking().ToListAsync(ct);
        var (known, stopped) = (await states.AllAsync(ct), await db.AgentStops.AnyAsync(ct));
        var pending = await db.Proposals.Where(row => row.Status == ProposalStatus.Pending).GroupBy(row => row.RiskLevel).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        var runs = await db.Runs.Where(run => run.StartedAt >= today).GroupBy(run => run.Status).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        var (from, to) = (DateOnly.FromDateTime(since.UtcDateTime), DateOnly.FromDateTime(today.UtcDateTime));
        var days = ByDay(await Spend.ByAsync(db, SpendBy.Day, from, to, ct), from);
        var accepted = await db.Proposals.CountAsync(
            row => row.CreatedAt >= since && (row.Status == ProposalStatus.Approved || row.Status == ProposalStatus.AutoApproved) && row.ApplyStatus != ApplyStatus.UndoQueued && row.ApplyStatus != ApplyStatus.Undone, ct);
        var spent = days.Sum(day => day.CostUsd);
        return TypedResults.Ok(new AgentDashboard(
            agents.GroupBy(agent => AgentRows.Of(agent, known.GetValueOrDefault(agent.AgentId), stopped, now).Activity).ToDictionary(group => group.Key, group => group.Count()),
            pending.ToDictionary(row => Words.Of(row.Key), row => row.Count),
            await db.Proposals.CountAsync(row => row.Recheck == Recheck.Open, ct),
            await db.Proposals.CountAsync(row => row.ApplyStatus == ApplyStatus.Failed, ct),
            runs.ToDictionary(row => Words.Of(row.Key), row => row.Count),
            days[^1].Tokens,
            days[^1].CostUsd,
            spent,
            accepted,
            accepted > 0 ? Math.Round(spent / accepted, 6) : null,
            Rows(await Spend.ByAsync(db, SpendBy.Agent, from, to, ct)),
            Rows(await Spend.ByAsync(db, SpendBy.Model, from, to, ct)),
            days,
            await HealthAsync(db, jobs, redis, now, ct)));
    }

    private static List<SpendRow> Rows(List<Spend> spend) => [.. spend.Select(one => new SpendRow(one.Key, (int)one.Calls, one.InputTokens + one.OutputTokens, one.CostUsd))];

    /// <summary>Every day, also one without a call.</summary>
    private static List<SpendDayRow> ByDay(List<Spend> spend, DateOnly from)
    {
        var spent = spend.ToDictionary(day => DateOnly.ParseExact(day.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return
        [
            .. Enumerable.Range(0, Days).Select(from.AddDays)
                .Select(day => spent.TryGetValue(day, out var one) ? new SpendDayRow(day, one.InputTokens + one.OutputTokens, one.CostUsd) : new SpendDayRow(day, 0, 0)),
        ];
    }

    private static async Task<AgentHealth> HealthAsync(WorkforceDbContext db, JobClient jobs, IConnectionMultiplexer redis, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Database.SqlQuery<Waiting>(
            $"""
            select count(*)::integer as "Count", min(due_at) as "Oldest" from jobs.job
            where tenant_id = {db.Tenant.Required} and state in ('pending', 'retrying') and due_at <= {now}
                and (queue = 'proposals' or queue in (select agent_id from agents.agent))
            """).SingleAsync(ct);
        return new(waiting.Count, waiting.Oldest is { } oldest ? (int)Math.Max(0, (now - oldest).TotalSeconds) : 0, await jobs.CountWorkersAsync(ct), redis.IsConnected);
    }

    private sealed record Waiting(int Count, DateTimeOffset? Oldest);
}
