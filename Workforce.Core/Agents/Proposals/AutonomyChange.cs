using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Core.Agents.Proposals;

/// <summary>The supervisor asks that proposals of one type of one agent be approved without a person, for a time. Only an admin may grant it.</summary>
public sealed class AutonomyChange() : ProposalType<AutonomyDetail, AutonomyReceipt>("autonomy_change", "More autonomy")
{
    /// <summary>It comes before the rules that people wrote.</summary>
    private const int First = 1;

    protected override async Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, AutonomyDetail detail, CancellationToken ct)
    {
        if (ProposalTypes.Find(detail.ProposalType) is null)
        {
            return ProposalPreview.Refused("proposal_type", $"'{detail.ProposalType}' is no type of proposal");
        }

        if (detail.ProposalType == Name)
        {
            return ProposalPreview.Refused("proposal_type", "nobody may grant autonomy over autonomy");
        }

        if (await db.Agents.Where(agent => agent.AgentId == detail.AgentId).Select(agent => agent.DisplayName).SingleOrDefaultAsync(ct) is not { } name)
        {
            return ProposalPreview.Refused("agent_id", $"'{detail.AgentId}' is no agent");
        }

        var granted = await db.ProposalRules.AnyAsync(
            rule => rule.AgentId == detail.AgentId && rule.ProposalType == detail.ProposalType && rule.MaxRisk == detail.MaxRisk && rule.Action == RuleAction.AutoApprove, ct);
        return new(RiskLevel.High, granted ? [] : [new($"{name}, {ProposalTypes.Of(detail.ProposalType).Title}", "who approves", "a person", $"nobody, up to {WireNames.Of(detail.MaxRisk.ToString())} risk, for {detail.Days} days")], []);
    }

    protected override async Task<AutonomyReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, AutonomyDetail detail, DateTimeOffset now, CancellationToken ct)
    {
        await db.ProposalRules.ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Position, rule => rule.Position + 1), ct);
        var rule = new ProposalRule
        {
            Id = Guid.CreateVersion7(now),
            TenantId = proposal.TenantId,
            Position = First,
            Name = $"Granted to {detail.AgentId} for {detail.ProposalType}",
            AgentId = detail.AgentId,
            ProposalType = detail.ProposalType,
            MaxRisk = detail.MaxRisk,
            Action = RuleAction.AutoApprove,
            ExpiresAt = now.AddDays(detail.Days),
            ProposalId = proposal.Id,
            CreatedAt = now,
        };
        db.Add(rule);
        return new(rule.Id);
    }

    /// <summary>The rule that an applied proposal brought, whether or not it is still there.</summary>
    public static Guid RuleOf(Proposal applied) => ProposalJson.Read<AutonomyReceipt>(applied.Receipt!).RuleId;

    protected override Task UndoAsync(WorkforceDbContext db, Proposal proposal, AutonomyDetail detail, AutonomyReceipt receipt, DateTimeOffset now, CancellationToken ct) =>
        db.ProposalRules.Where(rule => rule.Id == receipt.RuleId).ExecuteDeleteAsync(ct);
}

/// <param name="MaxRisk">Nothing riskier is approved by itself; never high.</param>
/// <param name="Days">How long it holds.</param>
public sealed record AutonomyDetail(
    [property: StringLength(63, MinimumLength = 1)] string AgentId,
    [property: StringLength(100, MinimumLength = 1)] string ProposalType,
    [property: AllowedValues(RiskLevel.Low, RiskLevel.Medium)] RiskLevel MaxRisk,
    [property: Range(1, 365)] int Days);

public sealed record AutonomyReceipt(Guid RuleId);
