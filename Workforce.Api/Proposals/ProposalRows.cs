using Workforce.Api.Agents;
using Workforce.Api.Wire;
using Workforce.Contracts.Proposals;
using Workforce.Core.Proposals;

namespace Workforce.Api.Proposals;

/// <summary>Proposals as they are on the wire.</summary>
internal static class ProposalRows
{
    public static ProposalRow Of(Proposal proposal, ProposalNames names) => new(
        proposal.Id,
        proposal.AgentId,
        names.Agent(proposal.AgentId),
        proposal.RunId,
        proposal.ProposalType,
        ProposalTypes.Find(proposal.ProposalType)?.Title ?? proposal.ProposalType,
        proposal.Title,
        proposal.Summary,
        Words.Of(proposal.RiskLevel),
        proposal.Confidence,
        proposal.AmountUsd,
        proposal.Model,
        proposal.Repaired,
        proposal.TargetEmployeeId,
        proposal.TargetEntityType,
        proposal.TargetEntityId,
        Words.Of(proposal.Status),
        Words.Of(proposal.ReviewRole),
        Words.Of(proposal.ApplyStatus),
        proposal.ApplyError,
        proposal.Recheck is { } recheck ? Words.Of(recheck) : null,
        proposal.ReviewedBy,
        proposal.ReviewedBy is { } by ? names.Person(by) : null,
        proposal.ReviewedAt,
        proposal.ReviewNotes,
        proposal.AppliedAt,
        proposal.ExpiresAt,
        proposal.CreatedAt,
        proposal.Version);

    public static RuleRow Of(ProposalRule rule) => new(
        rule.Id, rule.Name, rule.AgentId, rule.ProposalType, rule.MaxRisk is { } risk ? Words.Of(risk) : null, rule.MaxAmountUsd, rule.MinConfidence,
        Words.Of(rule.Action), rule.Alert, rule.ExpiresAt, rule.ProposalId);

    public static HistoryRow Of(ProposalHistory entry) =>
        new(entry.At, Words.Of(entry.Action), entry.Actor, entry.UserId, entry.Notes, entry.Detail is null ? null : AgentRows.Json(entry.Detail));
}
