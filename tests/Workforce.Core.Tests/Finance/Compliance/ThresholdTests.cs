using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Compliance;
using static Workforce.Core.Tests.Finance.Compliance.BooksMaker;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Compliance;

/// <summary>Each threshold just inside, just at and just outside.</summary>
public sealed class ThresholdTests
{
    [Theory]
    // Missing receipts.
    [InlineData("us.receipt_75", "US", "travel", "74.99 75.00 75.01", "no yes yes")]
    [InlineData("us.charity_250", "US", "charity", "249.99 250.00 250.01", "no yes yes")]
    [InlineData("us.gifts_25", "US", "gifts", "24.99 25.00 25.01", "no no yes")]
    [InlineData("de.gifts_50", "DE", "gifts", "49.99 50.00 50.01", "no no yes")]
    [InlineData("de.donation_300", "DE", "charity", "299.99 300.00 300.01", "no no yes")]
    // Cash drawn.
    [InlineData("us.cash_10000", "US", "cash.withdrawal", "9999.99 10000.00 10000.01", "no no yes")]
    [InlineData("de.cash_identification", "DE", "cash.withdrawal", "9999.99 10000.00 10000.01", "no yes yes")]
    [InlineData("fr.cash_limit", "FR", "cash.withdrawal", "999.99 1000.00 1000.01", "no no yes")]
    [InlineData("es.cash_limit", "ES", "cash.withdrawal", "999.99 1000.00 1000.01", "no yes yes")]
    [InlineData("it.cash_limit", "IT", "cash.withdrawal", "4999.99 5000.00 5000.01", "no yes yes")]
    [InlineData("be.cash_limit", "BE", "cash.withdrawal", "2999.99 3000.00 3000.01", "no no yes")]
    public void A_payment_of(string check, string country, string category, string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found(check, Of(country), Pay(country, -amount, category))));

    [Theory]
    [InlineData("us.form_8300", "US", "cash.deposit", "9999.99 10000.00 10000.01", "no no yes")]
    [InlineData("us.schedule_b", "US", "interest", "1499.99 1500.00 1500.01", "no no yes")]
    [InlineData("de.small_business", "DE", "income.self_employment", "24999.99 25000.00 25000.01", "no no yes")]
    [InlineData("uk.vat_registration", "UK", "income.self_employment", "89999.99 90000.00 90000.01", "no no yes")]
    [InlineData("uk.trading_allowance", "UK", "income.self_employment", "999.99 1000.00 1000.01", "no no yes")]
    public void Money_in_of(string check, string country, string category, string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found(check, Of(country), Pay(country, amount, category))));

    [Theory]
    [InlineData("de.invoice_250", "DE", "249.99 250.00 250.01", "no no yes")]
    [InlineData("de.invoice_small", "DE", "249.99 250.00 250.01", "yes yes no")]
    [InlineData("eu.invoice_400", "FR", "399.99 400.00 400.01", "no no yes")]
    [InlineData("uk.vat_invoice_250", "GB", "249.99 250.00 250.01", "no no yes")]
    [InlineData("uk.vat_receipt", "GB", "249.99 250.00 250.01", "yes yes no")]
    public void For_who_is_registered_for_vat_an_expense_without_receipt_of(string check, string country, string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found(check, Of(country, vat: true), Pay(country, -amount, CategoryNames.OfficeSupplies))));

    [Theory]
    [InlineData("9999.99 10000.00 10000.01", "no no yes")]
    public void For_a_private_person_cash_paid_in_in_Germany_of(string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found("de.cash_origin", Of("DE", BusinessUse.Personal), Pay("DE", amount, CategoryNames.CashDeposit))));

    [Theory]
    // 0.9235 × 0.153 of the net is 1,000 at 7,077.3662….
    [InlineData("7077.36 7077.37 7077.38", "no yes yes")]
    public void Self_employed_income_without_a_tax_payment_of(string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found("us.estimated_tax", Of("US"), Line("2025-02-01", amount, "Client", CategoryNames.SelfEmployment, "USD"), Line("2025-05-01", -1, "x", currency: "USD"))));

    [Theory]
    [InlineData("999.99 1000.00 1000.01", "no yes yes")]
    public void A_transfer_without_its_other_side_of(string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found("transfers.unmatched", Of(null), Pay("DE", -amount, CategoryNames.Transfer), Line("2025-06-01", -1, "x", account: Guid.NewGuid()))));

    [Theory]
    // Of 1,000 in all.
    [InlineData("49.99 50.00 50.01", "no no yes")]
    public void An_uncategorised_share_of(string amounts, string expected) =>
        Assert.Equal(expected, Each(amounts, amount => Found("records.uncategorised", Of(null), Line("2025-06-01", -amount, "?"), Line("2025-06-02", -1000 + amount, "Rewe", CategoryNames.Groceries))));

    [Theory]
    [InlineData("us.receipt_75", "US", "travel", -100, "1995-09-30", "1995-10-01")]
    [InlineData("de.gifts_50", "DE", "gifts", -60, "2023-12-31", "2024-01-01")]
    [InlineData("fr.cash_limit", "FR", "cash.withdrawal", -2000, "2015-08-31", "2015-09-01")]
    [InlineData("eu.cash_10000", "NL", "cash.deposit", 10001, "2027-07-09", "2027-07-10")]
    public void Lines_from_before_a_threshold_held_are_left_alone(string check, string country, string category, int amount, string before, string from) =>
        Assert.Equal((0, 1), (Found(check, Of(country), Pay(country, amount, category, before)).Count, Found(check, Of(country), Pay(country, amount, category, from)).Count));

    private static LedgerLine Pay(string country, decimal amount, string category, string date = "2025-06-01") =>
        Line(date, amount, "x", category, Of(country).BaseCurrency);

    private static string Each(string amounts, Func<decimal, IReadOnlyList<Finding>> found) =>
        string.Join(' ', amounts.Split(' ').Select(amount => found(decimal.Parse(amount)).Count > 0 ? "yes" : "no"));
}
