using Workforce.Contracts.Finance;
using Workforce.Web.Finance.Spending;

namespace Workforce.Web.Tests.Finance;

public sealed class SpendSummaryTests
{
    private static readonly DateOnly May = new(2026, 5, 1);

    [Fact]
    public void Currencies_are_never_added_and_months_without_spending_are_there()
    {
        var summary = SpendSummary.Of(
            [Row(May, "rent", "EUR", 900), Row(May.AddMonths(2), "rent", "EUR", 950), Row(May, "rent", "USD", 5_000), new SpendRow(May, "income", "income", "EUR", 0, 2_000, 1)],
            "EUR", May, new DateOnly(2026, 7, 31));

        Assert.Equal((1_850m, 2_000m), (summary.Spent, summary.Received));
        var rent = Assert.Single(summary.Categories);
        Assert.Equal([900m, 0m, 950m], rent.Months.Select(month => month.Spent));
        Assert.Equal(1, rent.Share);
    }

    [Theory]
    [InlineData(7, 7, false)]
    [InlineData(8, 8, true)]
    [InlineData(30, 8, true)]
    public void The_charts_show_the_seven_largest_and_gather_the_rest(int categories, int series, bool gathered)
    {
        var summary = SpendSummary.Of(Enumerable.Range(1, categories).Select(number => Row(May, $"c{number:00}", "EUR", number)), "EUR", May, May);

        Assert.Equal(series, summary.Series.Count);
        Assert.Equal(gathered, summary.Series[^1].Category is null);
        Assert.Equal(summary.Spent, summary.Series.Sum(row => row.Spent));
        Assert.Equal(categories, summary.Categories.Count);
    }

    private static SpendRow Row(DateOnly month, string category, string currency, decimal spent) => new(month, category, category, currency, spent, 0, 1);
}
