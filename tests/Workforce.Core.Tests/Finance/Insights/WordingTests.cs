using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class WordingTests
{
    [Theory]
    [InlineData(1234.5, "EUR", "1,234.50 EUR")]
    [InlineData(-60.8333, "EUR", "60.83 EUR")]
    [InlineData(0.125, "USD", "0.13 USD")]
    [InlineData(1234.5, "JPY", "1,235 JPY")]
    [InlineData(1.2345, "KWD", "1.235 KWD")]
    [InlineData(8.85, null, "8.85")]
    public void Money_has_the_decimals_of_its_currency(double amount, string? currency, string text) => Assert.Equal(text, Wording.Money((decimal)amount, currency));

    [Fact]
    public void No_amount_of_an_insight_is_finer_than_its_currency()
    {
        // 5 more every month are 60.8333… a year.
        var lines = Enumerable.Range(1, 9).Select(month => Line($"2026-{month:00}-05", month > 6 ? -15m : -10m, "Netflix", CategoryNames.Media)).ToList();
        var told = CrystalReport.From(lines).Insights;
        Assert.Equal(60.83m, told.Single(insight => insight.Kind == InsightKind.PriceChange).Amount);
        Assert.All(told, insight => Assert.Equal(Math.Round(insight.Amount ?? 0, 2), insight.Amount ?? 0));
    }
}
