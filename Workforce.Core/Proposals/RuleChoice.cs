namespace Workforce.Core.Proposals;

/// <summary>Which rule decides on a proposal. Pure: values in, a decision out.</summary>
public static class RuleChoice
{
    /// <param name="rules">In order.</param>
    public static Routing Of(IReadOnlyList<ProposalRule> rules, Proposal proposal, DateTimeOffset now) =>
        rules.FirstOrDefault(rule => Fits(rule, proposal, now)) is { } rule
            ? new(Action(rule.Action, proposal), rule.Alert, rule)
            // Nobody said anything: people decide, and what could do harm is for an admin, at once.
            : new(proposal.RiskLevel == RiskLevel.High ? RuleAction.Admin : RuleAction.Manager, proposal.RiskLevel == RiskLevel.High, null);

    private static bool Fits(ProposalRule rule, Proposal proposal, DateTimeOffset now) =>
        (rule.ExpiresAt is not { } end || end > now)
        && (rule.AgentId is null || rule.AgentId == proposal.AgentId)
        && (rule.ProposalType is null || rule.ProposalType == proposal.ProposalType)
        && (rule.MaxRisk is not { } risk || proposal.RiskLevel <= risk)
        && (rule.MaxAmountUsd is not { } most || (proposal.AmountUsd ?? 0) <= most)
        && (rule.MinConfidence is not { } least || proposal.Confidence >= least);

    // No rule approves what is of high risk: an admin does, however the rule is written.
    private static RuleAction Action(RuleAction action, Proposal proposal) =>
        action == RuleAction.AutoApprove && proposal.RiskLevel == RiskLevel.High ? RuleAction.Admin : action;
}

/// <param name="Rule">Null: none fitted.</param>
public sealed record Routing(RuleAction Action, bool Alert, ProposalRule? Rule);
