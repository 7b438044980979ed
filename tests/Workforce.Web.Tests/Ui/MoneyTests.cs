using Workforce.Web.Ui;

namespace Workforce.Web.Tests.Ui;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1234.5", "EUR", "1,234.50 EUR")]
    [InlineData("-1234567.89", "USD", "\u22121,234,567.89 USD")]
    [InlineData("-1200", "JPY", "\u22121,200 JPY")]
    [InlineData("0.5", "KWD", "0.500 KWD")]
    [InlineData("12.345", "EUR", "12.345 EUR")]
    [InlineData("7", null, "7.00")]
    [InlineData("0", "EUR", "0.00 EUR")]
    public void An_amount_is_grouped_has_a_true_minus_and_its_currency_s_digits(string amount, string? currency, string text) =>
        Assert.Equal(text, Money.Text(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1000, "1k")]
    [InlineData(1250, "1.3k")]
    [InlineData(-2_500_000, "\u22122.5M")]
    public void A_short_amount_keeps_one_digit(int amount, string text) => Assert.Equal(text, Money.Short(amount));

    [Fact]
    public void A_change_shows_its_direction_and_nothing_none() =>
        Assert.Equal(("+5.00", "\u22125.00", "0.00"), (Money.Signed(5, "EUR"), Money.Signed(-5, "EUR"), Money.Signed(0, "EUR")));
}
