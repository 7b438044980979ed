using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Core.Proposals;

/// <summary>The supervisor's work on new proposals: approve by rule, or say who is to decide.</summary>
public sealed class RouteProposals(WorkforceDbContext db, JobClient jobs, Tell tell, Announcer announcer, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>Routes what nobody has routed yet; each batch is one transaction. Stops at once where all agents are stopped.</summary>
    /// <param name="actor">The supervisor's agent id, for the history.</param>
    /// <param name="samplePercent">0 to 100: of what is approved automatically, how much people are to look at again.</param>
    public async Task<Routed> RunAsync(string actor, int samplePercent, CancellationToken ct)
    {
        var routed = new Routed(0, 0, 0);
        while (await BatchAsync(actor, samplePercent, ct) is { } batch)
        {
            routed = new(routed.Approved + batch.Approved, routed.ToManagers + batch.ToManagers, routed.ToAdmins + batch.ToAdmins);
        }

        return routed;
    }

    private async Task<Routed?> BatchAsync(string actor, int samplePercent, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var waiting = await db.Proposals.FromSql(
            $"select * from proposals.proposal where status = 'pending' and routed_at is null order by created_at limit {Batch} for update skip locked").AsTracking().ToListAsync(ct);
        if (waiting.Count == 0 || await db.AgentStops.AnyAsync(ct))
        {
            return null;
        }

        var rules = await db.ProposalRules.AsNoTracking().OrderBy(rule => rule.Position).ToListAsync(ct);
        var routed = new Routed(0, 0, 0);
        foreach (var proposal in waiting)
        {
            var routing = RuleChoice.Of(rules, proposal, time.GetUtcNow());
            var action = await RouteAsync(proposal, routing, actor, samplePercent, ct);
            routed = action switch
            {
                RuleAction.AutoApprove => routed with { Approved = routed.Approved + 1 },
                RuleAction.Admin => routed with { ToAdmins = routed.ToAdmins + 1 },
                _ => routed with { ToManagers = routed.ToManagers + 1 },
            };
            if (routing.Alert && action != RuleAction.AutoApprove)
            {
                await tell.Async(ProposalNews.Alert(proposal), ct);
            }
            else if (proposal.Recheck == Recheck.Open)
            {
                await tell.Async(ProposalNews.LookAgain(proposal), ct);
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        waiting.Where(proposal => proposal.Status == ProposalStatus.AutoApproved).ToList().ForEach(ApprovalTelemetry.Decided);
        announcer.Announce(db.Tenant.Required, Proposal.Subject);
        if (routed.Approved > 0)
        {
            jobs.Ring(AgentJobs.Apply.Queue);
        }

        return routed;
    }

    private async Task<RuleAction> RouteAsync(Proposal proposal, Routing routing, string actor, int samplePercent, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var action = routing.Action == RuleAction.AutoApprove && !await StillGoodAsync(proposal, ct) ? RuleAction.Manager : routing.Action;
        (proposal.RoutedAt, proposal.RoutedByRule, proposal.Version) = (now, routing.Rule?.Id, proposal.Version + 1);
        if (action != RuleAction.AutoApprove)
        {
            proposal.ReviewRole = action == RuleAction.Admin ? ReviewRole.Admin : ReviewRole.Manager;
            db.Add(History.Of(proposal, ProposalAction.Routed, actor, now, notes: routing.Rule?.Name ?? "By its risk; no rule fits", detail: new { to = proposal.ReviewRole }));
            return action;
        }

        (proposal.Status, proposal.ReviewedAt, proposal.ApplyStatus) = (ProposalStatus.AutoApproved, now, ApplyStatus.Queued);
        proposal.Recheck = IsSampled(proposal.Id, samplePercent) ? Recheck.Open : null;
        db.Add(History.Of(proposal, ProposalAction.AutoApproved, actor, now, notes: routing.Rule!.Name, detail: new { rule = routing.Rule.Id, recheck = proposal.Recheck is not null }));
        await ProposalRows.EnqueueAsync(jobs, AgentJobs.Apply, proposal, (NpgsqlConnection)db.Database.GetDbConnection(), null, ct);
        await db.Database.ExecuteSqlAsync($"update agents.run set proposals_auto_approved = proposals_auto_approved + 1 where id = {proposal.RunId} and status <> 'running'", ct);
        return action;
    }

    // What the world has overtaken is for a person.
    private async Task<bool> StillGoodAsync(Proposal proposal, CancellationToken ct)
    {
        using var detail = JsonDocument.Parse(proposal.Detail);
        var preview = await ProposalTypes.Of(proposal.ProposalType).PreviewAsync(db, detail.RootElement, ct);
        return preview.Problems.Count == 0 && preview.Changes.SequenceEqual(proposal.Changes);
    }

    /// <summary>The same answer for the same proposal, whoever asks: the last bytes of its id are random.</summary>
    internal static bool IsSampled(Guid id, int percent) => BitConverter.ToUInt32(id.ToByteArray(), 12) % 100 < percent;
}

public sealed record Routed(int Approved, int ToManagers, int ToAdmins)
{
    public int All => Approved + ToManagers + ToAdmins;
}
