using Workforce.Contracts.Proposals;
using Workforce.Web.Clients;
using Workforce.Web.Proposals;
using Workforce.Web.Proposals.Rules;
using Workforce.Web.Tests.Fake;

namespace Workforce.Web.Tests.Proposals;

public sealed class InboxTests
{
    private static readonly IReadOnlyList<ProposalRow> Rows = [.. FakeProposals.Some().Select(one => one.Proposal).Take(5)];

    [Fact]
    public void Groups_keep_the_order_of_the_page_and_risks_come_worst_first()
    {
        Assert.Equal([("", 5)], Inbox.Groups(Rows, "none").Select(group => (group.Name ?? "", group.Rows.Count)));
        Assert.Equal([("High risk", 1), ("Medium risk", 2), ("Low risk", 2)], Inbox.Groups(Rows, "risk").Select(group => (group.Name!, group.Rows.Count)));
        Assert.Equal(["Gap Analyzer", "Supervisor", "Attendance Monitor", "Role Mapper"], Inbox.Groups(Rows, "agent").Select(group => group.Name!));
        Assert.Equal(["Training", "More autonomy", "Skill of a person"], Inbox.Groups(Rows, "type").Select(group => group.Name!));
        Assert.Empty(Inbox.Groups([], "none"));
    }

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 0, -1, 0)]
    [InlineData(5, 4, 1, 4)]
    [InlineData(5, 4, -1, 3)]
    [InlineData(99, 2, 1, 2)]
    [InlineData(99, 2, -1, 1)]
    [InlineData(99, 9, 1, 4)]
    public void A_step_is_from_the_chosen_one_or_from_where_it_was(int chosen, int place, int step, int at) =>
        Assert.Equal(at, Inbox.Move(Rows, chosen == 1 ? FakeProposals.First : FakeProposals.Id(chosen), place, step));

    [Fact]
    public void There_is_no_step_where_there_is_nothing() => Assert.Equal(-1, Inbox.Move([], null, 0, 1));

    [Theory]
    [InlineData("", "proposals", "api?status=pending")]
    [InlineData("view=recheck&group=agent", "proposals?view=recheck&group=agent", "api?recheck=open")]
    [InlineData("view=failed&agent=a&mine=true", "proposals?view=failed&agent=a&mine=true", "api?apply=failed&agent=a&mine=true")]
    [InlineData("view=all&status=expired&search=x y", "proposals?view=all&status=expired&search=x%20y", "api?status=expired&search=x%20y")]
    [InlineData("view=open&status=expired&risk=worst&employee=me&group=colour", "proposals", "api?status=pending")]
    public void A_filter_is_its_address_and_its_question(string address, string path, string question)
    {
        var words = System.Web.HttpUtility.ParseQueryString(address);
        var filter = ProposalFilter.Parse(name => words[name]);

        Assert.Equal((path, question), (filter.Path(), filter.Question("api")));
        Assert.StartsWith($"proposals/{Guid.Empty}", filter.Path(Guid.Empty), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pending", "none", "To decide")]
    [InlineData("rejected", "none", "Rejected")]
    [InlineData("approved", "queued", "Being carried out")]
    [InlineData("approved", "applied", "Approved")]
    [InlineData("auto_approved", "applied", "Approved by rule")]
    [InlineData("auto_approved", "failed", "Not carried out")]
    [InlineData("approved", "undo_queued", "Being undone")]
    [InlineData("approved", "undone", "Undone")]
    [InlineData("expired", "none", "Expired")]
    public void Where_a_proposal_stands(string status, string apply, string said) => Assert.Equal(said, ProposalWords.State(Rows[0] with { Status = status, ApplyStatus = apply }).Text);

    [Theory]
    [InlineData("admin", "admin", null)]
    [InlineData("manager", "admin", "An admin has to decide on this.")]
    [InlineData("manager", "manager", null)]
    [InlineData("member", "manager", "A manager decides on this.")]
    public void Who_may_decide(string role, string review, string? barred) => Assert.Equal(barred, ProposalWords.Barred(Rows[0] with { ReviewRole = review }, role));

    [Fact]
    public void A_rule_is_said_in_a_sentence_and_moves_as_far_as_there_is_room()
    {
        var rule = new RuleRow(Guid.Empty, "r", "gap_analyzer", "training_plan", "medium", 1500, 0.8m, "auto_approve", true, null, null);
        Assert.Equal("Training by Gap Analyzer, up to medium risk, up to 1,500 USD, at least 80 % sure", RuleWords.Fits(rule, "Training", "Gap Analyzer"));
        Assert.Equal("is approved without a person, and whoever decides is told at once", RuleWords.Then(rule));
        Assert.Equal("Any proposal", RuleWords.Fits(rule with { MaxRisk = null, MaxAmountUsd = null, MinConfidence = null }, null, null));
        var rules = new[] { "a", "b", "c" }.Select(name => rule with { Name = name }).ToList();
        Assert.Equal("bac", string.Concat(RuleWords.Moved(rules, 0, 1).Select(one => one.Name)));
        Assert.Equal("cab", string.Concat(RuleWords.Moved(rules, 2, -5).Select(one => one.Name)));
    }

    [Fact]
    public void A_rule_survives_its_form_and_never_approves_high_risk()
    {
        var rule = new RuleRow(Guid.NewGuid(), "r", null, "training_plan", "low", 1.5m, 0.8m, "auto_approve", true, new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), Guid.NewGuid());
        Assert.Equal(rule, RuleDraft.Of(rule).Row);
        Assert.Equal(new DateOnly(2026, 11, 30), RuleDraft.Of(rule).Until);
        Assert.Empty(RuleDraft.Of(rule).Validate(new(rule)));
        foreach (var risk in (string?[])["high", null])
            Assert.Equal([nameof(RuleDraft.MaxRisk)], Assert.Single(RuleDraft.Of(rule with { MaxRisk = risk }).Validate(new(rule))).MemberNames);
        Assert.Empty(RuleDraft.Of(rule with { MaxRisk = null, Action = "admin" }).Validate(new(rule)));
    }
}
