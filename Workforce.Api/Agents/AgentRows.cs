using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Agents;

/// <summary>Agents and runs as they are on the wire.</summary>
internal static class AgentRows
{
    public static AgentRow Of(RegisteredAgent agent, AgentState? state, bool stopped, DateTimeOffset now) => new(
        agent.AgentId,
        agent.DisplayName,
        agent.Department,
        agent.Cluster,
        agent.Description,
        Words.Of(agent.Status),
        agent.StatusReason,
        Activity(agent, state, stopped),
        state?.Current is { } current ? new(current.RunId, current.StartedAt, Words.Of(current.TriggerType), current.TriggerSource) : null,
        state?.LastActiveAt,
        stopped || agent.Status != AgentStatus.Active ? null : AgentClock.Next(agent, now),
        agent.ScheduleCron,
        agent.TimeZone,
        agent.EventTriggers,
        agent.RunsAfter,
        agent.LastRunAt,
        agent.LastRunStatus is { } last ? Words.Of(last) : null,
        agent.LastRunDurationMs,
        agent.DailyTokenBudget,
        state?.TokensToday ?? 0,
        agent.DailyCostBudgetUsd,
        state?.CostTodayUsd ?? 0,
        new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero),
        state?.OpenProposals ?? 0,
        [.. (state?.Recent ?? []).Select(run => new RecentRunRow(run.RunId, run.StartedAt, Words.Of(run.Status), run.DurationMs, run.Summary, run.Proposals))],
        agent.Version);

    public static RunRow Of(RecordedRun run, string name) => new(
        run.Id, run.AgentId, name, run.StartedAt, run.FinishedAt, Words.Of(run.Status), Words.Of(run.TriggerType), run.TriggerSource, run.Attempt,
        run.ProposalsCreated, run.ProposalsAutoApproved, run.TokensUsed, run.CostUsd, run.Summary, run.ErrorMessage);

    public static async Task<AgentStopRow?> StopAsync(WorkforceDbContext db, CancellationToken ct) => await db.AgentStops.AsNoTracking()
        .Select(stop => new AgentStopRow(stop.StoppedAt, stop.StoppedBy, db.People.Where(person => person.Id == stop.StoppedBy).Select(person => person.DisplayName).FirstOrDefault() ?? "", stop.Reason))
        .SingleOrDefaultAsync(ct);

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static TrustRow Of(TrustOf trust, IReadOnlySet<string> granted) => new(
        trust.AgentId, trust.ProposalType, ProposalTypes.Find(trust.ProposalType)?.Title ?? trust.ProposalType,
        trust.Trust.Accepted, trust.Trust.Edited, trust.Trust.Refused, trust.Trust.Score, granted.Contains(trust.ProposalType));

    private static string Activity(RegisteredAgent agent, AgentState? state, bool stopped) => agent.Status switch
    {
        AgentStatus.Disabled => "disabled",
        _ when state?.Current is not null => "running",
        AgentStatus.Paused => "paused",
        _ when stopped => "stopped",
        _ when agent.LastRunStatus == RunStatus.Error => "error",
        _ => "idle",
    };
}
