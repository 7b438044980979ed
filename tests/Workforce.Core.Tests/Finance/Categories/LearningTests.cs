using Workforce.Core.Finance.Categories;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class LearningTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Oldest first; a and b stand for two categories.
    [Theory]
    [InlineData("a", "a", 1.0)]
    [InlineData("ab", "b", 0.667)]
    [InlineData("aab", null, 0)]
    [InlineData("aaaaaab", null, 0)]
    [InlineData("aaaaaabb", "b", 0.753)]
    [InlineData("aba", "a", 0.714)]
    public void Contradicting_corrections_are_weighed_newest_first(string corrections, string? winner, double share)
    {
        var rules = LearnedRules.From(corrections.Select((which, day) => Correct(which == 'a' ? CategoryNames.Shopping : CategoryNames.OfficeSupplies, day)));
        Assert.Equal(
            winner is null ? [] : [(winner == "a" ? CategoryNames.Shopping : CategoryNames.OfficeSupplies, share)],
            rules.Select(rule => (rule.Category, Math.Round(rule.Share, 3))));
    }

    [Fact]
    public void A_line_corrected_twice_votes_once_with_its_newest()
    {
        var line = Guid.NewGuid();
        var rules = LearnedRules.From([Correct(CategoryNames.Shopping, 0, line), Correct(CategoryNames.Books, 1, line)]);
        Assert.Equal([new LearnedRule("amazon", "Amazon", MoneyDirection.Out, CategoryNames.Books, 1, 1, 0)], rules);
    }

    [Fact]
    public void A_refund_teaches_nothing_about_spending_and_a_kind_of_movement_teaches_nothing() =>
        Assert.Equal(
            [new LearnedRule("amazon", "Amazon", MoneyDirection.In, CategoryNames.Refunds, 1, 1, 0)],
            LearnedRules.From([Correct(CategoryNames.Refunds, 0) with { Amount = 5 }, Correct(CategoryNames.Pets, 0) with { MerchantKey = "cash" }]));

    [Fact]
    public void One_correction_that_would_change_other_lines_suggests_a_rule()
    {
        var corrected = Line("2026-01-05", -20, "AMZN Mktp US*2K4", CategoryNames.OfficeSupplies);
        var other = Line("2026-02-05", -30, "Amazon EU", CategoryNames.Shopping);
        var refund = Line("2026-02-06", 30, "Amazon EU", CategoryNames.Refunds);
        var knowledge = new CategoryKnowledge([], [Correct(CategoryNames.OfficeSupplies, 0, corrected.Id)], []);

        Assert.Equal([("amazon", MoneyDirection.Out, CategoryNames.OfficeSupplies)], RuleSuggestions.Wishes(knowledge));
        var suggestion = Assert.Single(RuleSuggestions.Find([other], knowledge));
        Assert.Equal(suggestion.Reason, Assert.Single(RuleSuggestions.Find([corrected, other, refund], knowledge)).Reason);
        Assert.Equal(("amazon", "Amazon", CategoryNames.OfficeSupplies, MoneyDirection.Out, 1, 0), (suggestion.MerchantKey, suggestion.MerchantName, suggestion.Category, suggestion.Direction, suggestion.Evidence, suggestion.Contrary));
        Assert.Equal([other.Id], suggestion.WouldChange);
        Assert.Equal("You changed Amazon to office supplies once; a rule would change 1 line.", suggestion.Reason);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void A_correction_that_changes_nothing_else_suggests_a_rule_only_from_the_second_on(int corrections, int suggestions)
    {
        var lines = Enumerable.Range(1, corrections).Select(day => Line($"2026-01-0{day}", -20, "Amazon", CategoryNames.OfficeSupplies)).ToList();
        var knowledge = new CategoryKnowledge([], [.. lines.Select(line => Correct(CategoryNames.OfficeSupplies, 0, line.Id))], []);
        Assert.Equal(suggestions, RuleSuggestions.Find(lines, knowledge).Count);
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(3, 1, 0)]
    public void A_history_of_three_lines_that_agree_in_four_of_five_suggests_a_rule(int agreeing, int contrary, int suggestions)
    {
        PastDecision Past(string category) => new("zyxwv", "Zyxwv", MoneyDirection.Out, category, DecisionSource.Model);
        var history = Enumerable.Repeat(0, agreeing).Select(_ => Past(CategoryNames.Pets)).Concat(Enumerable.Repeat(0, contrary).Select(_ => Past(CategoryNames.Books)));
        foreach (var knowledge in new CategoryKnowledge[]
        {
            new([], [], [.. history]),
            // Counted already, and under two names.
            new([], [], [Past(CategoryNames.Pets) with { Lines = agreeing - 1 }, Past(CategoryNames.Pets) with { MerchantName = "Zyxwv & Co" }, Past(CategoryNames.Books) with { Lines = contrary }]),
        })
        {
            var found = RuleSuggestions.Find([Line("2026-01-01", -5, "Zyxwv")], knowledge);
            Assert.Equal(suggestions, found.Count);
            Assert.All(found, suggestion => Assert.Equal((agreeing, contrary, "Zyxwv"), (suggestion.Evidence, suggestion.Contrary, suggestion.MerchantName)));
            Assert.Equal(found.Select(suggestion => ("zyxwv", MoneyDirection.Out, CategoryNames.Pets)), RuleSuggestions.Wishes(knowledge));
        }
    }

    [Fact]
    public void A_merchant_with_a_rule_gets_no_suggestion()
    {
        var line = Line("2026-02-05", -30, "Amazon EU", CategoryNames.Shopping);
        var rule = new UserRule(Guid.NewGuid(), "amazon", CategoryNames.Shopping, Noon);
        var knowledge = new CategoryKnowledge([rule], [Correct(CategoryNames.Books, 0), Correct(CategoryNames.Books, 1)], []);
        Assert.Empty(RuleSuggestions.Find([line], knowledge));
        Assert.Empty(RuleSuggestions.Wishes(knowledge));
    }

    private static Correction Correct(string category, int day, Guid? line = null) =>
        new(line ?? Guid.NewGuid(), "amazon", "Amazon", -20, category, Noon.AddDays(day));
}
