using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;
using Month = Workforce.Core.Finance.Insights.Month;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>United Kingdom.</summary>
internal static class UkChecks
{
    public const decimal SimplifiedInvoice = 250;
    public const decimal VatRegistration = 90_000;
    public const decimal TradingAllowance = 1_000;
    private const string Gbp = "GBP";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("uk.vat_invoice_250", "Full VAT invoices missing above 250 GBP", "GB",
            new("Value Added Tax Regulations 1995 (SI 1995/2518)", "regulations 14 and 16A", 2025, new(2013, 1, 1)), FindingSeverity.Warning, VatInvoices.Deducts,
            VatInvoices.Missing(Gbp, SimplifiedInvoice, "Up to 250 GBP a simplified invoice with the supplier's VAT number is enough; above that it is a full one.")),

        new("uk.vat_receipt", "VAT receipts missing up to 250 GBP", "GB",
            new("Value Added Tax Regulations 1995 (SI 1995/2518)", "regulation 16A", 2025, new(2013, 1, 1)), FindingSeverity.Notice, VatInvoices.Deducts,
            VatInvoices.MissingSmall(Gbp, SimplifiedInvoice, "To claim the VAT back one needs at least a simplified invoice; a card slip is none.")),

        new("uk.vat_registration", "Turnover above the VAT threshold", "GB",
            new("Value Added Tax Act 1994", "Schedule 1, paragraph 1", 2025, new(2024, 4, 1)), FindingSeverity.Warning, profile => HasBusiness(profile) && !profile.VatRegistered,
            new PersonRule(
                books => books.In(Gbp).Of(CategoryNames.SelfEmployment).GroupBy(line => Month.Of(line.Date)).Select(month => Tally.Of($"{month.Key.First:yyyy-MM}", month, Gbp)),
                TwelveMonths)),

        new("uk.vat_return", "No VAT payment or refund seen", "GB",
            new("Value Added Tax Act 1994", "section 25", 2025), FindingSeverity.Notice, VatInvoices.Deducts, EuChecks.NoVat),

        new("uk.entertaining", "Business entertainment cannot be deducted", "GB",
            new("Income Tax (Trading and Other Income) Act 2005", "sections 45 and 46", 2025, new(2005, 4, 6)), FindingSeverity.Info, HasBusiness,
            PerYear(Gbp, books => books.In(Gbp).Of(CategoryNames.Restaurants).Where(line => line.Amount < 0), (year, count, sum) =>
                $"{Count(count, "restaurant payment", "restaurant payments")} in {year}, {Money(sum, Gbp)}: entertaining customers cannot be deducted; meals on business journeys and staff events are another matter.")),

        new("uk.gifts_50", "Business gifts", "GB",
            new("Income Tax (Trading and Other Income) Act 2005", "sections 45 and 47(3)", 2025, new(2005, 4, 6)), FindingSeverity.Info, HasBusiness,
            PerYear(Gbp, books => books.In(Gbp).Of(CategoryNames.GiftsGiven).Where(line => line.Amount < 0), (year, count, sum) =>
                $"{Count(count, "gift payment", "gift payments")} in {year}, {Money(sum, Gbp)}: a gift can only be deducted if it carries a conspicuous advertisement, is not food, drink, tobacco or a voucher, and costs no more than 50 GBP per person and year.")),

        new("uk.trading_allowance", "Trading income above the allowance", "GB",
            new("Income Tax (Trading and Other Income) Act 2005", "Part 6A (section 783A and following)", 2025, new(2017, 4, 6)), FindingSeverity.Notice, _ => true,
            YearsAbove(TradingAllowance, Gbp, line => TaxYear(line.Date), books => books.In(Gbp).Of(CategoryNames.SelfEmployment), (year, sum) =>
                $"{Money(sum, Gbp)} of self-employed income in the tax year {year}/{(year + 1) % 100:00}; above 1,000 GBP it goes into a Self Assessment return.")),
    ];

    /// <summary>The year in which the tax year began: it runs from 6 April.</summary>
    internal static int TaxYear(DateOnly date) => date >= new DateOnly(date.Year, 4, 6) ? date.Year : date.Year - 1;

    // The first month at whose end the twelve months then ending pass the threshold.
    private static IEnumerable<Observation> TwelveMonths(Tallies tallies)
    {
        foreach (var month in tallies.All.Select(tally => Month.Of(tally.First)).Order())
        {
            var within = tallies.All.Where(tally => Month.Of(tally.First) <= month && Month.Of(tally.First) > month.Plus(-12)).ToList();
            if (within.Sum(tally => tally.Sum) is var sum && sum > VatRegistration)
            {
                yield return Observation.On(
                    within, $"{month.First:yyyy-MM}",
                    $"In the twelve months to {Day(month.Last)} self-employed income came to {Money(sum, Gbp)}. Once taxable turnover of twelve months passes 90,000 GBP, HMRC must be told within 30 days of the end of that month.",
                    sum, Gbp);
                yield break;
            }
        }
    }
}
