using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.Tests.People.Timekeeping;

public sealed class ReliabilityTests
{
    private static readonly AttendanceRules Rules = new();

    [Theory]
    [InlineData(4, 0, 0, null)]
    [InlineData(5, 0, 0, "100")]
    [InlineData(0, 0, 5, "0")]
    [InlineData(3, 2, 0, "80")]
    [InlineData(0, 5, 0, "50")]
    [InlineData(2, 0, 1, null)]
    [InlineData(79999, 0, 20001, "79.99")]
    [InlineData(80000, 0, 20000, "80")]
    [InlineData(80001, 0, 19999, "80")]
    [InlineData(80010, 0, 19990, "80.01")]
    public void A_late_shift_counts_half_and_decimals_are_cut(int onTime, int late, int missed, string? score) =>
        Assert.Equal(score is null ? null : decimal.Parse(score), ReliabilityScore.Of(new(onTime, late, missed), Rules));

    [Theory]
    [InlineData("80.01", "")]
    [InlineData("80.00", "")]
    [InlineData("79.99", "below_supervisor")]
    [InlineData("60.00", "below_supervisor")]
    [InlineData("59.99", "below_hr")]
    [InlineData("0", "below_hr")]
    [InlineData(null, "")]
    public void Both_limits_are_crossed_below_them_and_the_graver_one_is_told(string? score, string told) =>
        Assert.Equal(told, string.Join(' ', Decide([], score).ToTell));

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "no_call_no_shows")]
    [InlineData(4, "no_call_no_shows")]
    public void Three_no_call_no_shows_ask_for_a_review(int missed, string told) =>
        Assert.Equal(told, string.Join(' ', ReliabilityFlags.Decide([], 90m, missed, Rules).ToTell));

    [Fact]
    public void What_was_told_is_told_again_only_after_a_recovery()
    {
        string[] scores = ["79", "70", "59.99", "40", "60", "59", "79.99", "80", "79.99"];
        var told = new List<string>();
        string[] raised = [];
        foreach (var score in scores)
        {
            var decision = Decide(raised, score);
            raised = decision.Raised;
            told.Add(string.Join(' ', decision.ToTell));
        }

        Assert.Equal(["below_supervisor", "", "below_hr", "", "", "below_hr", "", "", "below_supervisor"], told);
    }

    [Fact]
    public void Too_few_shifts_are_neither_a_fall_nor_a_recovery()
    {
        var decision = Decide(["below_supervisor"], null);

        Assert.Equal(["below_supervisor"], decision.Raised);
        Assert.Empty(decision.ToTell);
    }

    [Fact]
    public void A_no_call_no_show_that_leaves_the_window_is_recovered_from()
    {
        Assert.Empty(ReliabilityFlags.Decide(["no_call_no_shows"], 90m, 2, Rules).Raised);
        Assert.Equal(["no_call_no_shows"], ReliabilityFlags.Decide([], 90m, 3, Rules).ToTell);
    }

    private static FlagDecision Decide(string[] raised, string? score) => ReliabilityFlags.Decide(raised, score is null ? null : decimal.Parse(score), 0, Rules);
}
