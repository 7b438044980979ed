using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Core.Proposals;

/// <summary>What people are told of proposals, besides finding them in the inbox.</summary>
internal static class ProposalNews
{
    public static Notice Alert(Proposal proposal) => Of(proposal, "proposal.high_risk", Reviewers(proposal)) with { Urgent = true };

    public static Notice LookAgain(Proposal proposal) => Of(proposal, "proposal.recheck", Reviewers(proposal));

    public static Notice Failed(Proposal proposal, string why) => Of(proposal, "proposal.failed", Reviewers(proposal)) with
    {
        // A second try that fails is news again.
        Key = $"proposal.failed:{proposal.Id}:{proposal.Version}", Text = why,
    };

    private static Notice Of(Proposal proposal, string kind, Audience to) => new()
    {
        Key = $"{kind}:{proposal.Id}",
        Kind = kind,
        Title = proposal.Title,
        Text = proposal.Summary ?? proposal.Title,
        Link = $"/proposals/{proposal.Id}",
        To = to,
        Facts = [new("Agent", proposal.AgentId), new("Risk", Data.WireNames.Of(proposal.RiskLevel.ToString()))],
    };

    private static Audience Reviewers(Proposal proposal) => proposal.ReviewRole == ReviewRole.Admin ? Audience.Roles(Role.Admin) : Audience.Roles(Role.Manager, Role.Admin);
}
