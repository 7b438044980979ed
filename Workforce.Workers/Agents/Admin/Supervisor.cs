using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Agents;
using Workforce.Core.Agents.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Workers.Agents.Admin;

/// <summary>Looks at what the others propose: approves by rule, else says who is to decide; and asks for more autonomy for whom people agree with.</summary>
internal sealed class Supervisor(WorkforceDbContext db, RouteProposals router, TimeProvider time) : IAgent
{
    public static AgentCard Card { get; } = new(
        "supervisor", "Supervisor", "admin", "admin",
        "Approves proposals by the company's rules, sends the rest to whoever has to decide, and asks for more autonomy for agents whose proposals people accept.")
    {
        Cron = "*/15 * * * *",
        Events = ["proposals.proposal"],
        Config = typeof(SupervisorConfig),
        DailyTokens = 0,
        DailyUsd = 0,
    };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        var config = run.Config<SupervisorConfig>();
        var routed = await router.RunAsync(run.AgentId, config.SamplePercent, ct);
        var trusts = await TrustQueries.ReadAsync(db, null, time.GetUtcNow().AddDays(-config.WindowDays), ct);
        var withdrawn = await WithdrawAsync(run, trusts, config, ct);
        var asked = await AskAsync(run, trusts, config, ct);
        return new(
            routed.All == 0 && withdrawn == 0 && asked == 0 ? "Nothing was waiting." : $"{routed.Approved} approved by rule, {routed.ToManagers} for managers, {routed.ToAdmins} for admins.",
            new { routed.Approved, routed.ToManagers, routed.ToAdmins, AutonomyAsked = asked, AutonomyWithdrawn = withdrawn });
    }

    /// <summary>Less autonomy needs nobody's leave: an agent that has lost people's trust is decided on by people again, at once.</summary>
    private async Task<int> WithdrawAsync(AgentRun run, IReadOnlyList<TrustOf> trusts, SupervisorConfig config, CancellationToken ct)
    {
        var withdrawn = 0;
        foreach (var lost in trusts.Where(trust => trust.Trust.Score < config.WithdrawBelow))
        {
            var rules = await db.ProposalRules.Where(rule => rule.ProposalId != null && rule.AgentId == lost.AgentId && rule.ProposalType == lost.ProposalType).ExecuteDeleteAsync(ct);
            if (rules > 0)
            {
                await run.WarnAsync($"{lost.AgentId} may no longer do {lost.ProposalType} by itself: its trust is {lost.Trust.Score:0.00}, below {config.WithdrawBelow:0.00}", lost.Trust, ct);
                withdrawn += rules;
            }
        }

        return withdrawn;
    }

    private static async Task<int> AskAsync(AgentRun run, IReadOnlyList<TrustOf> trusts, SupervisorConfig config, CancellationToken ct)
    {
        var type = (AutonomyChange)ProposalTypes.Of("autonomy_change");
        foreach (var earned in trusts.Where(trust => trust.ProposalType != type.Name && trust.Trust.Reviews >= config.MinReviews && trust.Trust.Score >= config.GrantAt))
        {
            var risk = earned.AcceptedMedium >= config.MinReviews ? RiskLevel.Medium : RiskLevel.Low;
            await run.ProposeAsync(
                type,
                new AutonomyDetail(earned.AgentId, earned.ProposalType, risk, config.GrantDays),
                new ProposalDraft($"{earned.AgentId}:{earned.ProposalType}", $"Let {earned.AgentId} do {ProposalTypes.Of(earned.ProposalType).Title.ToLowerInvariant()} by itself", $"People accepted {earned.Trust.Accepted} of {earned.Trust.Reviews} as proposed and edited {earned.Trust.Edited}: trust {earned.Trust.Score:0.00}. It would hold for {config.GrantDays} days and end at once if trust falls below {config.WithdrawBelow:0.00}.")
                {
                    Confidence = (decimal)earned.Trust.Score,
                },
                ct);
        }

        return run.Proposed;
    }
}

/// <param name="SamplePercent">Of what it approves, how much people are asked to look at again.</param>
/// <param name="MinReviews">Decisions by people before it asks for more autonomy.</param>
/// <param name="GrantAt">Trust from which it asks.</param>
/// <param name="WithdrawBelow">Trust below which autonomy ends.</param>
/// <param name="GrantDays">How long it asks for.</param>
/// <param name="WindowDays">How old decisions may be that count.</param>
internal sealed record SupervisorConfig(
    [property: Range(0, 100)] int SamplePercent = 5,
    [property: Range(5, 1000)] int MinReviews = 20,
    [property: Range(0.5, 1.0)] double GrantAt = 0.8,
    [property: Range(0.0, 1.0)] double WithdrawBelow = 0.6,
    [property: Range(1, 365)] int GrantDays = 90,
    [property: Range(7, 730)] int WindowDays = 180);
