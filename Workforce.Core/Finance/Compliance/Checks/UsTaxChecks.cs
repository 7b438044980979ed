using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>United States federal income tax: estimated payments and interest.</summary>
internal static class UsTaxChecks
{
    public const decimal EstimatedTaxFrom = 1_000;
    public const decimal InterestAbove = 1_500;

    // IRC §1401(a) and (b)(1): 12.4 % and 2.9 %, on 92.35 % of net earnings by §1402(a)(12).
    private const decimal SelfEmploymentTax = 0.153m * 0.9235m;
    private const string Usd = "USD";
    private const string Covered = "covered";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("us.estimated_tax", "No estimated tax payments for self-employed income", "US",
            new("Internal Revenue Code", "§6654(c) and (e)(1)", 2025, new(1998, 1, 1)), FindingSeverity.Warning, _ => true, new PersonRule(CountEstimated, EstimatedTax)),
        new("us.schedule_b", "Interest and dividends above 1,500 USD", "US",
            new("IRS Instructions for Schedule B (Form 1040)", "Who must file", 2025, new(2002, 1, 1)), FindingSeverity.Info, _ => true,
            YearsAbove(InterestAbove, Usd, line => line.Date.Year, books => books.In(Usd).Of(CategoryNames.Interest), (year, sum) =>
                $"{Money(sum, Usd)} of interest and dividends came in during {year}; above 1,500 USD of taxable interest or of ordinary dividends Schedule B lists the payers.")),
    ];

    private static IEnumerable<Tally> CountEstimated(Books books)
    {
        var lines = books.In(Usd).ToList();
        return
        [
            .. Span(Covered, "", lines),
            .. lines.Of(CategoryNames.SelfEmployment).GroupBy(line => line.Date.Year).Select(year => Tally.Of($"{year.Key}", year, Usd, "income")),
            .. lines.Where(line => line.Amount < 0 && CategoryCatalogue.Find(line.Category)?.Deductible == DeductibleHint.Business)
                .GroupBy(line => line.Date.Year).Select(year => Tally.Of($"{year.Key}", year, Usd, "expenses")),
            // From mid-January of the year to mid-January of the next; three days more for a weekend, which belong to both years.
            .. lines.Of(CategoryNames.IncomeTax).Where(line => line.Amount < 0)
                .SelectMany(line => new[] { line.Date.Year - 1, line.Date.Year }.Where(year => line.Date >= new DateOnly(year, 1, 16) && line.Date <= new DateOnly(year + 1, 1, 18)).Select(year => (year, line)))
                .GroupBy(paid => paid.year, paid => paid.line).Select(year => Tally.Of($"{year.Key}", year, Usd, "paid")),
        ];
    }

    // From self-employment tax alone, so that the income tax, which depends on the whole household, can only add to it.
    private static IEnumerable<Observation> EstimatedTax(Tallies tallies)
    {
        foreach (var income in tallies.Of("income"))
        {
            var year = income.First.Year;
            var net = income.Sum + (tallies.Find(income.Key, "expenses")?.Sum ?? 0);
            var tax = net * SelfEmploymentTax;
            if (tax >= EstimatedTaxFrom && tallies.Find(income.Key, "paid") is null && Due(year).Count(due => due <= tallies.Find(Covered)!.Last) is var passed and > 0)
            {
                yield return Observation.On(
                    [income], income.Key,
                    $"About {Money(net, Usd)} of net self-employed income in {year} bring about {Money(tax, Usd)} of self-employment tax alone, and no tax payment is here although {Count(passed, "due date has", "due dates have")} passed. "
                        + "From 1,000 USD of tax not withheld, estimated tax is due on 15 April, 15 June, 15 September and 15 January.",
                    tax, Usd);
            }
        }
    }

    private static DateOnly[] Due(int year) => [new(year, 4, 15), new(year, 6, 15), new(year, 9, 15), new(year + 1, 1, 15)];
}
