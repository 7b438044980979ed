using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Compliance;
using static Workforce.Core.Tests.Finance.Compliance.BooksMaker;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Compliance;

public sealed class ChecksTests
{
    [Fact]
    public void The_catalogue_is_complete_and_each_check_names_its_source()
    {
        Assert.True(ComplianceChecks.All.Count >= 30);
        Assert.Equal(ComplianceChecks.All.Count, ComplianceChecks.All.Select(check => check.Id).Distinct().Count());
        Assert.All(ComplianceChecks.All, check => Assert.False(string.IsNullOrWhiteSpace(check.Title) || string.IsNullOrWhiteSpace(check.Source.Law) || string.IsNullOrWhiteSpace(check.Source.Section)));
        Assert.Equal("Internal Revenue Code, §274(n)(1) (as of 2025)", ComplianceChecks.Find("us.meals_50")!.Source.ToString());
    }

    [Theory]
    [InlineData(null, "No country is set")]
    [InlineData("BR", "There are no checks for the country BR")]
    [InlineData("PL", "There are no checks for the country PL")]
    public void Without_rules_for_the_country_only_the_records_are_checked_and_that_is_said(string? country, string begins)
    {
        var findings = Run(new Books([Line("2025-06-01", -20_000, "x", CategoryNames.CashWithdrawal, "USD")], [], [], Of(country)));
        Assert.StartsWith(begins, findings.Single(finding => finding.CheckId == "scope.country").Text);
        Assert.All(findings, finding => Assert.Contains(finding.Jurisdiction, new[] { Jurisdictions.Everywhere, Jurisdictions.Eu }));
    }

    [Theory]
    [InlineData("US", "us.cash_10000")]
    [InlineData("uk", "uk.retention")]
    [InlineData("de", "de.cash_identification")]
    public void A_country_with_rules_gets_its_own(string country, string check)
    {
        var line = Line("2025-06-01", -20_000, "x", CategoryNames.CashWithdrawal, Of(country.ToUpperInvariant()).BaseCurrency);
        var findings = Run(new Books([line], [], [], Of(country, currency: line.Currency)));
        Assert.Contains(check, findings.Select(finding => finding.CheckId));
        Assert.DoesNotContain("scope.country", findings.Select(finding => finding.CheckId));
    }

    [Fact]
    public void A_finding_carries_text_amount_lines_and_source()
    {
        LedgerLine[] lines = [Line("2025-03-01", -80, "Hotel", CategoryNames.Travel, "USD"), Line("2025-04-01", -120, "Bistro", CategoryNames.Restaurants, "USD"), Line("2025-05-01", -500, "Bistro", CategoryNames.Restaurants, "USD", receipt: true)];
        var finding = Assert.Single(Found("us.receipt_75", Of("US"), lines));
        Assert.Equal(
            ("us.receipt_75:USD2025", "US", FindingSeverity.Warning, 200m, "USD", "Treas. Reg., §1.274-5(c)(2)(iii) (as of 2025)"),
            (finding.Key, finding.Jurisdiction, finding.Severity, finding.Amount, finding.Currency, finding.Source.ToString()));
        Assert.StartsWith("2 business expenses of 75 USD or more in 2025, 200.00 USD, have no receipt here.", finding.Text);
        Assert.Equal([lines[0].Id, lines[1].Id], finding.LineIds);
    }

    [Fact]
    public void Who_has_no_business_is_not_asked_for_its_receipts() =>
        Assert.Empty(Found("us.receipt_75", Of("US", BusinessUse.Personal), Line("2025-03-01", -80, "Hotel", CategoryNames.Travel, "USD")));

    [Fact]
    public void A_threshold_in_one_currency_is_not_held_against_another()
    {
        Assert.Empty(Found("us.receipt_75", Of("US"), Line("2025-03-01", -8000, "Hotel", CategoryNames.Travel, "JPY")));
        Assert.Single(Found("us.receipt_75", Of("US"), Line("2025-03-01", -80, "Hotel", CategoryNames.Travel, currency: null)));
    }

    [Fact]
    public void Pending_and_opening_lines_count_in_no_check()
    {
        LedgerLine[] lines = [Line("2025-03-01", -80, "Hotel", CategoryNames.Travel, "USD", pending: true), Line("2025-03-01", 90_000, "Opening", CategoryNames.CashDeposit, "USD", opening: true)];
        Assert.Equal(["records.pending"], Run(new Books(lines, [], [], Of("US"))).Select(finding => finding.CheckId));
    }

    [Fact]
    public void Meals_of_the_two_years_in_which_they_counted_in_full_are_left_out() =>
        Assert.Equal(
            ["us.meals_50:USD2020", "us.meals_50:USD2023"],
            Found("us.meals_50", Of("US"), new[] { 2020, 2021, 2022, 2023 }.Select(year => Line($"{year}-05-01", -50, "Bistro", CategoryNames.Restaurants, "USD"))).Select(finding => finding.Key));

    [Fact]
    public void Several_cash_movements_of_one_day_are_one_sum()
    {
        LedgerLine[] lines = [Line("2025-03-01", 6000, "x", CategoryNames.CashDeposit, "USD"), Line("2025-03-01", 4001, "x", CategoryNames.CashDeposit, "USD"), Line("2025-03-01", -6000, "x", CategoryNames.CashWithdrawal, "USD")];
        Assert.Equal([10_001m], Found("us.cash_10000", Of("US"), lines).Select(finding => finding.Amount ?? 0));
    }

    [Theory]
    [InlineData("2025-03-07", 5000, 5000.01, 1)]
    [InlineData("2025-03-07", 5000, 5000, 0)]
    [InlineData("2025-03-08", 5000, 5000.01, 0)]
    [InlineData("2025-03-07", 2999.99, 9000, 0)]
    [InlineData("2025-03-01", 5000, 5000.01, 0)]
    public void Cash_in_several_days_of_a_week_that_passes_the_limit_together_is_worded_as_information(string second, double first, double then, int expected)
    {
        var found = Found("us.cash_series", Of("US"), Line("2025-03-01", (decimal)first, "x", CategoryNames.CashDeposit, "USD"), Line(second, (decimal)then, "x", CategoryNames.CashDeposit, "USD"));
        Assert.Equal(expected, found.Count);
        Assert.All(found, finding => Assert.Equal((FindingSeverity.Info, true), (finding.Severity, finding.Text.Contains("many ordinary reasons", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("2025-04-14", null, 0)]
    [InlineData("2025-04-15", null, 1)]
    [InlineData("2025-12-31", "2025-06-10", 0)]
    [InlineData("2025-12-31", "2025-01-15", 1)]
    public void Estimated_tax_is_missed_only_after_a_due_date_and_without_a_payment(string coveredTo, string? paid, int expected)
    {
        LedgerLine[] lines = [Line("2025-02-01", 40_000, "Client", CategoryNames.SelfEmployment, "USD"), Line(coveredTo, -1, "x", currency: "USD")];
        Assert.Equal(expected, Found("us.estimated_tax", Of("US"), paid is null ? lines : [.. lines, Line(paid, -2000, "EFTPS", CategoryNames.IncomeTax, "USD")]).Count);
    }

    [Fact]
    public void The_British_tax_year_starts_on_the_sixth_of_April() =>
        Assert.Equal(
            ["uk.trading_allowance:2024", "uk.trading_allowance:2025"],
            Found("uk.trading_allowance", Of("GB"), Line("2025-04-05", 1001, "x", CategoryNames.SelfEmployment, "GBP"), Line("2025-04-06", 1001, "x", CategoryNames.SelfEmployment, "GBP")).Select(finding => finding.Key));

    [Fact]
    public void The_German_exemption_ends_at_once_above_a_hundred_thousand() =>
        Assert.Contains("ends at once", Assert.Single(Found("de.small_business", Of("DE"), Line("2025-06-01", 100_000.01m, "x", CategoryNames.SelfEmployment))).Text, StringComparison.Ordinal);

    [Fact]
    public void An_invoice_that_shows_no_tax_number_does_not_serve_for_input_tax()
    {
        LedgerLine[] lines = [.. new[] { 300, 301, 302 }.Select(amount => Line("2025-06-01", -amount, "x", CategoryNames.OfficeSupplies, receipt: true))];
        ReceiptFacts[] receipts = [new(lines[0].Id, 300, 47.90m, "DE123456789"), new(lines[1].Id, 301, 48, ""), new(lines[2].Id, 302, 48, null)];
        Assert.Equal([lines[1].Id], Assert.Single(Found("de.invoice_250", new Books(lines, receipts, [], Of("DE", vat: true)))).LineIds);
    }

    [Theory]
    [InlineData(123, 0)]
    [InlineData(124, 1)]
    public void A_vat_return_is_missed_after_four_months(int days, int expected) =>
        Assert.Equal(expected, Found("eu.vat_return", Of("FR", vat: true), Line("2025-01-01", 900, "x", CategoryNames.SelfEmployment), Line(new DateOnly(2025, 1, 1).AddDays(days).ToString("O"), -1, "x")).Count);

    [Fact]
    public void Retention_is_told_once_with_the_day() =>
        Assert.Equal(
            "Statements and receipts are kept eight years from the end of the year for vouchers, ten for books and annual accounts, six for business letters; for the newest lines here, of 2025, that is to 31 December 2033 at the earliest.",
            Assert.Single(Found("de.retention", Of("DE"), Line("2024-06-01", -1, "x"), Line("2025-06-01", -1, "y"))).Text);
}
