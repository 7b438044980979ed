using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Compliance;
using static Workforce.Core.Tests.Finance.Compliance.BooksMaker;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Compliance;

/// <summary>What the law counts per person is counted over all accounts, and told once.</summary>
public sealed class PersonTests
{
    private static readonly Guid Other = new("00000000-0000-0000-0000-00000000acc2");

    private static readonly string[] Categories =
    [
        CategoryNames.SelfEmployment, CategoryNames.Interest, CategoryNames.CashWithdrawal, CategoryNames.CashDeposit, CategoryNames.OfficeSupplies, CategoryNames.Travel,
        CategoryNames.Restaurants, CategoryNames.Charity, CategoryNames.GiftsGiven, CategoryNames.IncomeTax, CategoryNames.Vat, CategoryNames.Uncategorised, CategoryNames.Groceries,
    ];

    [Theory]
    [InlineData("us.schedule_b", "US", CategoryNames.Interest, 750.00, 750.00, 0)]
    [InlineData("us.schedule_b", "US", CategoryNames.Interest, 750.00, 750.01, 1)]
    [InlineData("us.cash_10000", "US", CategoryNames.CashDeposit, 5000.00, 5000.00, 0)]
    [InlineData("us.cash_10000", "US", CategoryNames.CashDeposit, 5000.00, 5000.01, 1)]
    [InlineData("de.small_business", "DE", CategoryNames.SelfEmployment, 20_000.00, 5_000.00, 0)]
    [InlineData("de.small_business", "DE", CategoryNames.SelfEmployment, 20_000.00, 5_000.01, 1)]
    [InlineData("uk.trading_allowance", "GB", CategoryNames.SelfEmployment, 999.00, 1.00, 0)]
    [InlineData("uk.trading_allowance", "GB", CategoryNames.SelfEmployment, 999.00, 1.01, 1)]
    [InlineData("uk.vat_registration", "GB", CategoryNames.SelfEmployment, 50_000.00, 40_000.00, 0)]
    [InlineData("uk.vat_registration", "GB", CategoryNames.SelfEmployment, 50_000.00, 40_000.01, 1)]
    public void A_threshold_is_passed_by_two_accounts_together(string check, string country, string category, double here, double there, int expected)
    {
        var currency = Of(country).BaseCurrency;
        LedgerLine[] lines = [Line("2025-06-02", (decimal)here, "x", category, currency), Line("2025-06-02", (decimal)there, "x", category, currency, account: Other)];
        var found = Found(check, Of(country), lines);
        Assert.Equal(expected, found.Count);
        Assert.All(found, finding => Assert.Equal((decimal)here + (decimal)there, finding.Amount));
        Assert.All(found, finding => Assert.Equal(lines.Select(line => line.Id).Order(), finding.LineIds.Order()));
    }

    [Theory]
    [InlineData("scope.country", null)]
    [InlineData("us.retention", "US")]
    [InlineData("records.uncategorised", null)]
    public void What_holds_for_all_accounts_is_told_once(string check, string? country) =>
        Assert.Single(Found(check, Of(country), Enumerable.Range(0, 5).Select(_ => Line("2025-06-01", -10, "x", account: Guid.NewGuid()))));

    [Fact]
    public void A_tax_paid_from_another_account_is_paid()
    {
        LedgerLine[] income = [Line("2025-02-01", 40_000, "Client", CategoryNames.SelfEmployment, "USD"), Line("2025-12-31", -1, "x", currency: "USD")];
        Assert.Single(Found("us.estimated_tax", Of("US"), income));
        Assert.Empty(Found("us.estimated_tax", Of("US"), [.. income, Line("2025-06-10", -2000, "EFTPS", CategoryNames.IncomeTax, "USD", account: Other)]));
    }

    [Theory]
    [InlineData("US")]
    [InlineData("DE")]
    [InlineData("GB")]
    [InlineData("FR")]
    public void Through_how_many_accounts_the_money_went_does_not_matter(string country)
    {
        var currency = Of(country).BaseCurrency!;
        var lines =
            from day in Gen.Choose(0, 800)
            from category in Gen.Elements(Categories)
            from amount in Gen.Choose(-2_000_000, 2_000_000)
            from account in Gen.Choose(1, 4)
            from foreign in Gen.Choose(0, 9)
            select Line(new DateOnly(2024, 1, 1).AddDays(day).ToString("O"), amount / 100m, "x", category, foreign == 0 ? "CHF" : currency, account: new Guid(account, 0, 0, new byte[8]));
        Prop.ForAll(lines.ArrayOf().Resize(120).ToArbitrary(), spread =>
        {
            foreach (var profile in new[] { Of(country), Of(country, vat: true), Of(country, BusinessUse.Personal) })
            {
                var books = new Books(spread, [], [], profile);
                var one = new Books([.. spread.Select(line => line with { AccountId = LineMaker.Account })], [], [], profile);
                Assert.Equal(OfPerson(one), OfPerson(books));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static IEnumerable<string> OfPerson(Books books) => Run(books)
        .Where(finding => ComplianceChecks.IsOfPerson(finding.CheckId))
        .Select(finding => $"{finding.Key} {finding.Text} {finding.Amount} {string.Join(' ', finding.LineIds.Order())}")
        .Order();
}
