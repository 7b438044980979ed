using Workforce.Core.Proposals;

namespace Workforce.Core.Tests.Proposals;

public sealed class RuleChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Where_no_rule_fits_high_risk_is_for_an_admin_at_once_and_the_rest_for_managers()
    {
        Assert.Equal(new Routing(RuleAction.Manager, false, null), RuleChoice.Of([], Proposal(RiskLevel.Low), Now));
        Assert.Equal(new Routing(RuleAction.Manager, false, null), RuleChoice.Of([], Proposal(RiskLevel.Medium), Now));
        Assert.Equal(new Routing(RuleAction.Admin, true, null), RuleChoice.Of([], Proposal(RiskLevel.High), Now));
    }

    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        ProposalRule[] rules = [Rule("others", RuleAction.Admin, agent: "other"), Rule("mine", RuleAction.AutoApprove, agent: "scout"), Rule("all", RuleAction.Manager)];

        Assert.Equal((RuleAction.AutoApprove, "mine"), Decided(rules, Proposal(RiskLevel.Low)));
        Assert.Equal((RuleAction.Manager, "all"), Decided(rules, Proposal(RiskLevel.Low, agent: "third")));
    }

    [Theory]
    [InlineData(99.99, true)]
    [InlineData(100.00, true)]
    [InlineData(100.01, false)]
    public void An_amount_above_the_rules_does_not_fit(double amount, bool fits) =>
        Assert.Equal(fits, Fits(Rule("r", RuleAction.AutoApprove, mostUsd: 100), Proposal(RiskLevel.Low, amount: (decimal)amount)));

    [Theory]
    [InlineData(0.79, false)]
    [InlineData(0.80, true)]
    [InlineData(0.81, true)]
    [InlineData(null, false)]
    public void A_confidence_below_the_rules_or_none_does_not_fit(double? confidence, bool fits) =>
        Assert.Equal(fits, Fits(Rule("r", RuleAction.AutoApprove, leastConfidence: 0.80m), Proposal(RiskLevel.Low, confidence: (decimal?)confidence)));

    [Theory]
    [InlineData(RiskLevel.Low, true)]
    [InlineData(RiskLevel.Medium, true)]
    [InlineData(RiskLevel.High, false)]
    public void A_risk_above_the_rules_does_not_fit(RiskLevel risk, bool fits) => Assert.Equal(fits, Fits(Rule("r", RuleAction.Manager, most: RiskLevel.Medium), Proposal(risk)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void A_rule_ends_at_its_time(int secondsLeft, bool fits) => Assert.Equal(fits, Fits(Rule("r", RuleAction.AutoApprove, end: Now.AddSeconds(secondsLeft)), Proposal(RiskLevel.Low)));

    [Fact]
    public void No_rule_approves_what_is_of_high_risk() => Assert.Equal((RuleAction.Admin, "r"), Decided([Rule("r", RuleAction.AutoApprove)], Proposal(RiskLevel.High)));

    [Fact]
    public void A_sample_of_the_given_size_is_taken_and_always_the_same()
    {
        Guid[] ids = [.. Enumerable.Range(0, 4000).Select(_ => Guid.CreateVersion7())];

        Assert.Equal(0, ids.Count(id => RouteProposals.IsSampled(id, 0)));
        Assert.Equal(4000, ids.Count(id => RouteProposals.IsSampled(id, 100)));
        // 5 % of 4000 are 200; six standard deviations (13.8) to either side.
        Assert.InRange(ids.Count(id => RouteProposals.IsSampled(id, 5)), 117, 283);
        Assert.All(ids, id => Assert.Equal(RouteProposals.IsSampled(id, 50), RouteProposals.IsSampled(id, 50)));
    }

    private static bool Fits(ProposalRule rule, Proposal proposal) => RuleChoice.Of([rule], proposal, Now).Rule == rule;

    private static (RuleAction, string?) Decided(IReadOnlyList<ProposalRule> rules, Proposal proposal) => RuleChoice.Of(rules, proposal, Now) is var routing ? (routing.Action, routing.Rule?.Name) : default;

    private static ProposalRule Rule(string name, RuleAction action, string? agent = null, RiskLevel? most = null, decimal? mostUsd = null, decimal? leastConfidence = null, DateTimeOffset? end = null) => new()
    {
        Id = Guid.NewGuid(), TenantId = Guid.Empty, Position = 1, Name = name, AgentId = agent, MaxRisk = most, MaxAmountUsd = mostUsd, MinConfidence = leastConfidence, Action = action, ExpiresAt = end, CreatedAt = Now,
    };

    private static Proposal Proposal(RiskLevel risk, string agent = "scout", decimal? amount = null, decimal? confidence = null) => new()
    {
        Id = Guid.NewGuid(), TenantId = Guid.Empty, AgentId = agent, SubjectKey = "s", ProposalType = "new_skill", Title = "t", Detail = "{}", RiskLevel = risk, AmountUsd = amount, Confidence = confidence,
        ExpiresAt = Now.AddDays(1), CreatedAt = Now,
    };
}
