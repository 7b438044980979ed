using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class MoneyByMonthTests
{
    private static readonly MoneyScope Euro = new("EUR", null);

    [Fact]
    public void A_month_has_its_income_spending_and_transfers_apart()
    {
        LedgerLine[] lines =
        [
            Line("2026-01-01", -900, "Miete", CategoryNames.Rent), Line("2026-01-10", -100, "Rewe", CategoryNames.Groceries), Line("2026-01-12", 20, "Rewe", CategoryNames.Groceries),
            Line("2026-01-15", -500, "Sparen", CategoryNames.Savings), Line("2026-01-31", 2000, "Gehalt", CategoryNames.Salary),
            Line("2026-01-31", -77, "?", pending: true), Line("2026-01-01", 5000, "Opening", opening: true),
        ];
        var month = Assert.Single(CashFlow.Find(lines));
        Assert.Equal((new Month(2026, 1), Euro, 2000m, 980m, 1020m, 0.51m, -500m, true), (month.Month, month.Scope, month.In, month.Out, month.Net, month.SavingsRate!.Value, month.Moved, month.IsWhole));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-27", true)]
    [InlineData("2026-01-06", "2026-01-27", false)]
    [InlineData("2026-01-05", "2026-01-26", false)]
    public void A_month_is_whole_up_to_four_days_short_at_either_end(string first, string last, bool whole) =>
        Assert.Equal(whole, Assert.Single(CashFlow.Find([Line(first, -1, "a"), Line(last, -1, "b")])).IsWhole);

    [Fact]
    public void The_forecast_takes_what_is_due_in_thirty_days()
    {
        LedgerLine[] lines =
        [
            .. Months(6, month => Line($"2025-{month + 7:00}-05", -12, "Netflix", CategoryNames.Media)),
            .. Months(6, month => Line($"2025-{month + 7:00}-28", 2000, "Gehalt", CategoryNames.Salary)),
        ];
        var forecast = Assert.Single(CashFlow.Forecast(lines, RecurringPayments.Find(lines)));
        Assert.Equal((new DateOnly(2025, 12, 29), new DateOnly(2026, 1, 27), 0m, 12m, -12m), (forecast.From, forecast.To, forecast.In, forecast.Out, forecast.Net));
        Assert.Equal([(new DateOnly(2026, 1, 5), "Netflix", -12m)], forecast.Expected.Select(payment => (payment.Date, payment.Payee, payment.Amount)));
    }

    [Fact]
    public void A_category_is_compared_with_the_month_and_the_three_months_before()
    {
        decimal[] spent = [100, 200, 300, 500];
        LedgerLine[] lines = [.. Months(4, month => Line($"2026-{month + 1:00}-02", -spent[month], "Rewe", CategoryNames.Groceries)), Line("2026-04-29", -500, "Miete", CategoryNames.Rent)];
        var april = SpendTrends.Find(lines).Single(spend => spend is { Month.Number: 4, Category: CategoryNames.Groceries });
        Assert.Equal((500m, 300m, 200m, 200m, 300m, 0.5), (april.Spent, april.Previous, april.Average, april.ChangeFromPrevious, april.ChangeFromAverage, april.Share));
    }

    [Fact]
    public void A_month_that_is_not_covered_is_no_zero()
    {
        LedgerLine[] lines = [Line("2026-01-20", -1, "a", CategoryNames.Groceries), Line("2026-02-28", -100, "b", CategoryNames.Groceries)];
        Assert.Equal([(new Month(2026, 2), (decimal?)null, (decimal?)null)], SpendTrends.Find(lines).Select(spend => (spend.Month, spend.Previous, spend.Average)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Amounts_of_different_currencies_are_never_added(int seed)
    {
        var random = new Random(seed);
        string?[] currencies = ["EUR", "USD", null];
        Guid[] accounts = [Guid.NewGuid(), Guid.NewGuid()];
        var lines = Enumerable.Range(0, 300).Select(_ => Line(
            new DateOnly(2026, 1, 1).AddDays(random.Next(120)).ToString("O"), random.Next(-9000, 3000) / 100m, "Rewe", CategoryNames.Groceries,
            currencies[random.Next(3)], account: accounts[random.Next(2)])).ToList();
        foreach (var scope in lines.GroupBy(MoneyScope.Of))
        {
            var alone = scope.ToList();
            Assert.Equivalent(CashFlow.Find(alone), CashFlow.Find(lines).Where(flow => flow.Scope == scope.Key), strict: true);
            Assert.Equivalent(SpendTrends.Find(alone), SpendTrends.Find(lines).Where(spend => spend.Scope == scope.Key), strict: true);
        }

        Assert.Equal(4, CashFlow.Find(lines).Select(flow => flow.Scope).Distinct().Count());
    }

    private static IEnumerable<LedgerLine> Months(int count, Func<int, LedgerLine> line) => Enumerable.Range(0, count).Select(line);
}
