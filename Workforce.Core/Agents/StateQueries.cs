using Microsoft.EntityFrameworkCore;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Core.Agents;

internal static class StateQueries
{
    private const int RecentRuns = 5;

    /// <summary>By the database's clock, UTC.</summary>
    public static async Task<DateOnly> TodayAsync(WorkforceDbContext db, CancellationToken ct) =>
        DateOnly.FromDateTime((await NowAsync(db, ct)).UtcDateTime);

    /// <param name="ids">Which agents; null: all of the tenant.</param>
    public static async Task<IReadOnlyList<AgentState>> ReadAsync(WorkforceDbContext db, string[]? ids, CancellationToken ct)
    {
        // The clock is read first: whatever commits after it makes a later state.
        var now = await NowAsync(db, ct);
        var used = (await BudgetUse.TodayAsync(db, now, ct)).Where(use => use.Scope == "agent").ToDictionary(use => use.Name);
        var agents = await db.Agents.AsNoTracking().Where(agent => ids == null || ids.Contains(agent.AgentId)).OrderBy(agent => agent.AgentId).Select(agent => new
        {
            agent.AgentId,
            agent.Status,
            Runs = db.Runs.Where(run => run.AgentId == agent.AgentId).OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Take(RecentRuns).ToList(),
            Open = db.Proposals.Count(proposal => proposal.AgentId == agent.AgentId && proposal.Status == ProposalStatus.Pending),
        }).ToListAsync(ct);
        return
        [
            .. agents.Select(agent => new AgentState(
                agent.AgentId,
                (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                agent.Status,
                agent.Runs.FirstOrDefault(run => run.Status == RunStatus.Running) is { } current ? new(current.Id, current.StartedAt, current.TriggerType, current.TriggerSource) : null,
                agent.Runs.Select(run => (DateTimeOffset?)(run.FinishedAt ?? run.StartedAt)).Max(),
                DateOnly.FromDateTime(now.UtcDateTime),
                used.GetValueOrDefault(agent.AgentId)?.UsedTokens ?? 0,
                used.GetValueOrDefault(agent.AgentId)?.UsedUsd ?? 0,
                agent.Open,
                [.. agent.Runs.Select(run => new RecentRun(run.Id, run.StartedAt, run.Status, (int?)(run.FinishedAt - run.StartedAt)?.TotalMilliseconds, run.Summary, run.ProposalsCreated))])),
        ];
    }

    private static async Task<DateTimeOffset> NowAsync(WorkforceDbContext db, CancellationToken ct) =>
        new((await db.Database.SqlQuery<DateTime>($"select clock_timestamp() as \"Value\"").ToListAsync(ct)).Single(), TimeSpan.Zero);
}
