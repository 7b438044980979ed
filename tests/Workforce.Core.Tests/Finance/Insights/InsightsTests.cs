using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class InsightsTests
{
    [Fact]
    public void No_lines_give_no_insights() => Assert.Empty(CrystalReport.From([]).Insights);

    [Fact]
    public void Sentences_carry_the_figures()
    {
        var told = CrystalReport.From(Household()).Insights.ToDictionary(insight => insight.Kind, insight => insight.Text);
        Assert.Equal(
            "Netflix costs 12.99 EUR every month since 5 April 2026, before that 9.99 EUR (30 % more, 36.50 EUR a year). So far one payment shows it.", told[InsightKind.PriceChange]);
        Assert.Equal("Zalando took 49.99 EUR on 12 April 2026 and the same amount 1 day before.", told[InsightKind.DuplicateCharge]);
        Assert.Equal("2,000.00 EUR came in and 1,512.97 EUR went out, which leaves 487.03 EUR, 24 % of what came in.", told[InsightKind.CashFlow]);
        Assert.Equal("Groceries came to 500.00 EUR in April 2026, 400.00 EUR (400 %) more than the average of the three months before, 100.00 EUR.", told[InsightKind.SpendUp]);
    }

    [Fact]
    public void What_there_is_none_of_is_not_told()
    {
        var told = CrystalReport.From(
        [
            .. Enumerable.Range(1, 4).Select(month => Line($"2026-0{month}-05", -9.99m, "Netflix", CategoryNames.Media)),
            Line("2026-01-01", -1, "Kiosk", CategoryNames.Groceries), Line("2026-04-30", -1, "Kiosk", CategoryNames.Groceries),
        ]).Insights.ToDictionary(insight => insight.Kind, insight => $"{insight.Title} | {insight.Text}");
        Assert.Equal("April 2026: 10.99 EUR more out than in | Nothing came in and 10.99 EUR went out.", told[InsightKind.CashFlow]);
        Assert.Equal(
            "Next 30 days: 9.99 EUR due | From 1 May 2026 to 30 May 2026, 1 recurring payment falls due: 9.99 EUR out. It is Netflix, 9.99 EUR on 5 May 2026.", told[InsightKind.Forecast]);
    }

    [Fact]
    public void Keys_stay_when_the_lines_come_again_in_another_order()
    {
        var lines = Household();
        Assert.Equal(CrystalReport.From(lines).Insights.Select(insight => insight.Key), CrystalReport.From([.. lines.AsEnumerable().Reverse()]).Insights.Select(insight => insight.Key));
    }

    [Fact]
    public void Keys_are_unique_and_the_most_valuable_comes_first()
    {
        var insights = CrystalReport.From(Household()).Insights;
        Assert.Equal(insights.Count, insights.Select(insight => insight.Key).Distinct().Count());
        Assert.Equal(insights.Select(insight => insight.Score).OrderDescending(), insights.Select(insight => insight.Score));
        Assert.Equal(InsightKind.DuplicateCharge, insights.MaxBy(insight => insight.Severity)!.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void No_more_are_written_than_asked_for(int max) => Assert.Equal(max, CrystalReport.From(Household(), max).Insights.Count);

    [Fact]
    public void One_kind_does_not_crowd_out_the_others()
    {
        var cheques = Enumerable.Range(1, 30).SelectMany(number => new[] { Line("2026-04-10", -10 - number, "Verein", check: $"{number}"), Line("2026-04-20", -100 - number, "Klub", check: $"{number}") });
        Assert.Equal(InsightWriter.MaxPerKind, CrystalReport.From([.. Household(), .. cheques]).Insights.Count(insight => insight.Kind == InsightKind.ChequeTwice));
    }

    [Theory]
    // A quarter more or less than the 100 of each month before.
    [InlineData(124.99, null)]
    [InlineData(125.00, InsightKind.SpendUp)]
    [InlineData(75.01, null)]
    [InlineData(75.00, InsightKind.SpendDown)]
    // Nothing at all is no trend: the bill may just not have been due.
    [InlineData(0, null)]
    public void A_category_that_moved_by_a_quarter_is_told(double april, InsightKind? expected)
    {
        LedgerLine[] lines = [.. Enumerable.Range(1, 3).Select(month => Line($"2026-{month:00}-{month * 7:00}", -100, "Rewe", CategoryNames.Groceries)), Line("2026-01-02", -1, "x", CategoryNames.Books), Line("2026-04-29", -1, "x", CategoryNames.Books)];
        var told = CrystalReport.From(april == 0 ? lines : [.. lines, Line("2026-04-03", -(decimal)april, "Rewe", CategoryNames.Groceries)]).Insights;
        Assert.Equal(expected, told.Where(insight => insight.Kind is InsightKind.SpendUp or InsightKind.SpendDown && insight.Key.Contains("groceries", StringComparison.Ordinal)).Select(insight => (InsightKind?)insight.Kind).SingleOrDefault());
    }

    [Fact]
    public void Every_kind_and_severity_has_a_wire_name_of_its_own()
    {
        Assert.Equal(Enum.GetValues<InsightKind>().Length, Enum.GetValues<InsightKind>().Select(kind => kind.WireName()).Distinct().Count());
        Assert.Equal(Enum.GetValues<Cadence>().Length, Enum.GetValues<Cadence>().Select(cadence => cadence.WireName()).Distinct().Count());
    }

    private static List<LedgerLine> Household() =>
    [
        .. Months(month => Line($"2026-{month:00}-01", -900, "Miete", CategoryNames.Rent)),
        .. Months(month => Line($"2026-{month:00}-28", 2000, "Gehalt", CategoryNames.Salary)),
        .. Months(month => Line($"2026-{month:00}-05", month == 4 ? -12.99m : -9.99m, "Netflix", CategoryNames.Media)),
        .. Months(month => Line($"2026-{month:00}-{month * 5:00}", month == 4 ? -500 : -100, "Rewe", CategoryNames.Groceries)),
        Line("2026-04-11", -49.99m, "Zalando", CategoryNames.Clothing), Line("2026-04-12", -49.99m, "Zalando", CategoryNames.Clothing),
    ];

    private static IEnumerable<LedgerLine> Months(Func<int, LedgerLine> line) => Enumerable.Range(1, 4).Select(line);
}
