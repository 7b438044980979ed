using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Compliance;
using static Workforce.Core.Tests.Finance.Compliance.BooksMaker;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Compliance;

public sealed class RecordsTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 0)]
    public void A_month_without_a_line_is_missing_where_the_account_is_busy(int linesAMonth, int expected)
    {
        var lines = new[] { 1, 2, 4 }.SelectMany(month => Enumerable.Range(1, linesAMonth).Select(day => Line($"2025-{month:00}-{day:00}", -1, "x")));
        var found = Found("statements.gaps", Of("DE"), lines);
        Assert.Equal(expected, found.Count);
        Assert.All(found, finding => Assert.Equal("Between January 2025 and April 2025 this account has no line in March 2025; otherwise it has 3 a month.", finding.Text));
    }

    [Fact]
    public void A_month_that_a_statement_covers_is_not_missing()
    {
        LedgerLine[] lines = [.. new[] { 1, 2, 4 }.SelectMany(month => Enumerable.Range(1, 3).Select(day => Line($"2025-{month:00}-{day:00}", -1, "x")))];
        Assert.Empty(Found("statements.gaps", new Books(lines, [], [Statement("2025-02-20", "2025-04-02", null, null, 0)], Of("DE"))));
    }

    [Theory]
    [InlineData(100, -40, 60.0, 0)]
    [InlineData(100, -40, 60.01, 1)]
    [InlineData(100, -40, null, 0)]
    public void A_statement_adds_up_or_is_told(double opening, double sum, double? closing, int expected)
    {
        var found = Found("statements.balance", new Books([], [], [Statement("2025-01-01", "2025-01-31", (decimal)opening, (decimal?)closing, (decimal)sum)], Of("DE")));
        Assert.Equal(expected, found.Count);
        Assert.All(found, finding => Assert.Equal(
            (0.01m, "The opening balance of 100.00 EUR and lines of -40.00 EUR give 60.00 EUR, the statement of this account to 31 January 2025 closes with 60.01 EUR: 0.01 EUR apart."), (finding.Amount!.Value, finding.Text)));
    }

    [Theory]
    [InlineData("2025-02-01", 60, 0)]
    [InlineData("2025-02-01", 61, 1)]
    [InlineData("2025-02-04", 61, 1)]
    // Overlapping, or so far apart that one is missing.
    [InlineData("2025-01-31", 61, 0)]
    [InlineData("2025-02-05", 61, 0)]
    public void A_statement_starts_where_the_last_ended(string next, double opening, int expected) =>
        Assert.Equal(expected, Found("statements.continuity", new Books([], [], [Statement(next, "2025-02-28", (decimal)opening, null, 0), Statement("2025-01-01", "2025-01-31", null, 60, 0)], Of("DE"))).Count);

    [Theory]
    [InlineData(KnownOtherSide.None, 1)]
    // That it is in doubt which of several lines it is does not mean that it is not there.
    [InlineData(KnownOtherSide.Unclear, 0)]
    [InlineData(KnownOtherSide.Known, 0)]
    public void A_large_transfer_without_any_other_side_is_told(KnownOtherSide otherSide, int expected) =>
        Assert.Equal(expected, Found("transfers.unmatched", Of("DE"),
            Line("2025-06-01", 1000, "Umbuchung", CategoryNames.Transfer, otherSide: otherSide), Line("2025-06-01", -1, "x", account: Guid.NewGuid())).Count);

    [Fact]
    public void In_one_account_alone_no_other_side_is_looked_for() =>
        Assert.Empty(Found("transfers.unmatched", Of("DE"), Line("2025-06-01", 1000, "Umbuchung", CategoryNames.Transfer)));

    [Fact]
    public void Foreign_currency_asks_for_a_rate_per_currency_and_year()
    {
        LedgerLine[] lines = [Line("2025-06-01", -100, "x", currency: "USD"), Line("2025-07-01", -20, "x", currency: "USD"), Line("2025-06-01", -5, "x", currency: "CHF"), Line("2025-06-01", -5, "x"), Line("2025-06-01", -5, "x", currency: null)];
        Assert.Equal(
            [("currency.rate:CHF:2025", 5m, "CHF"), ("currency.rate:USD:2025", 120m, "USD")],
            Found("currency.rate", Of("DE"), lines).Select(finding => (finding.Key, finding.Amount!.Value, finding.Currency!)));
    }

    [Fact]
    public void Business_and_private_lines_in_one_account_are_told_for_a_business_only()
    {
        LedgerLine[] lines = [Line("2025-06-01", -10, "GitHub", CategoryNames.Software), Line("2025-06-01", -10, "Rewe", CategoryNames.Groceries), Line("2025-06-01", -10, "Rewe", CategoryNames.Groceries, account: Guid.NewGuid())];
        Assert.Equal([lines[1].Id], Assert.Single(Found("records.mixed_use", Of("DE"), lines)).LineIds);
        Assert.Empty(Found("records.mixed_use", Of("DE", BusinessUse.Personal), lines));
    }

    [Theory]
    [InlineData("DE", false, 1)]
    [InlineData("BR", true, 1)]
    // These have a rule of their own, which then speaks alone.
    [InlineData("US", false, 0)]
    [InlineData("DE", true, 0)]
    [InlineData("UK", true, 0)]
    public void Missing_receipts_are_told_once(string country, bool vat, int expected) =>
        Assert.Equal(expected, Found("records.receipts", Of(country, vat: vat), Line("2025-06-01", -100, "x", CategoryNames.OfficeSupplies, Of(country).BaseCurrency)).Count);

    [Fact]
    public void Receipts_on_which_no_tax_could_be_read_are_told_by_currency_and_year()
    {
        LedgerLine[] lines = [Line("2025-06-01", -119, "x"), Line("2025-06-02", -19, "x"), Line("2025-06-03", -120, "x", currency: "GBP"), Line("2025-06-04", -50, "x"), Line("2024-06-04", -7, "x"), Line("2025-06-05", 30, "x")];
        ReceiptFacts[] receipts = [new(lines[0].Id, 119, null, null), new(lines[1].Id, 19, null, null), new(lines[2].Id, 120, null, null), new(lines[4].Id, 7, null, null), new(lines[5].Id, 30, null, null)];
        Assert.Equal([(7m, "EUR"), (138m, "EUR"), (120m, "GBP")], Found("tax.on_receipts", new Books(lines, receipts, [], Of("DE", vat: true))).Select(finding => (finding.Amount!.Value, finding.Currency!)));
        Assert.Empty(Found("tax.on_receipts", new Books(lines, receipts, [], Of("DE"))));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 0)]
    [InlineData(19.0, 0)]
    public void A_receipt_with_its_tax_or_with_none_at_all_is_recorded(double? tax, int expected)
    {
        var line = Line("2025-06-01", -119, "x");
        Assert.Equal(expected, Found("tax.on_receipts", new Books([line], [new(line.Id, 119, (decimal?)tax, null)], [], Of("DE", vat: true))).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Amounts_of_different_currencies_are_never_added_and_order_does_not_matter(int seed)
    {
        var random = new Random(seed);
        string[] currencies = ["EUR", "USD", "GBP"];
        string?[] categories = [null, CategoryNames.OfficeSupplies, CategoryNames.Transfer, CategoryNames.Restaurants, CategoryNames.CashWithdrawal, CategoryNames.Charity];
        var lines = Enumerable.Range(0, 200).Select(_ => Line(
            new DateOnly(2025, 1, 1).AddDays(random.Next(300)).ToString("O"), -random.Next(1, 2_000_000) / 100m, "x", categories[random.Next(6)], currencies[random.Next(3)], pending: random.Next(20) == 0)).ToArray();
        var found = Run(new Books(lines, [], [], Of("DE")));
        var byId = lines.ToDictionary(line => line.Id);
        Assert.All(found.Where(finding => finding.Currency is not null), finding => Assert.All(finding.LineIds, id => Assert.Equal(finding.Currency, byId[id].Currency)));

        random.Shuffle(lines);
        Assert.Equivalent(found, Run(new Books(lines, [], [], Of("DE"))), strict: true);
    }

    private static StatementFacts Statement(string from, string to, decimal? opening, decimal? closing, decimal sum) =>
        new(LineMaker.Account, DateOnly.Parse(from), DateOnly.Parse(to), opening, closing, sum, "EUR");
}
