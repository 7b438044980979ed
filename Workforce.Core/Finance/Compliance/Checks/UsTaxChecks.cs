using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.BookQuestions;
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

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("us.estimated_tax", "No estimated tax payments for self-employed income", "US",
            new("Internal Revenue Code", "§6654(c) and (e)(1)", 2025, new(1998, 1, 1)), FindingSeverity.Warning, _ => true, EstimatedTax),
        new("us.schedule_b", "Interest and dividends above 1,500 USD", "US",
            new("IRS Instructions for Schedule B (Form 1040)", "Who must file", 2025, new(2002, 1, 1)), FindingSeverity.Info, _ => true,
            books => books.In(Usd).Of(CategoryNames.Interest).GroupBy(line => line.Date.Year).Where(year => year.Sum(line => line.Amount) > InterestAbove).OrderBy(year => year.Key)
                .Select(year => new Observation($"{year.Key}",
                    $"{Money(year.Sum(line => line.Amount), Usd)} of interest and dividends came in during {year.Key}; above 1,500 USD of taxable interest or of ordinary dividends Schedule B lists the payers.",
                    year.Sum(line => line.Amount), Usd, Ids(year)))),
    ];

    // From self-employment tax alone, so that the income tax, which depends on the whole household, can only add to it.
    private static IEnumerable<Observation> EstimatedTax(Books books)
    {
        var lines = books.In(Usd).ToList();
        var coveredTo = lines.Count == 0 ? DateOnly.MinValue : lines.Max(line => line.Date);
        foreach (var year in lines.Of(CategoryNames.SelfEmployment).GroupBy(line => line.Date.Year).OrderBy(year => year.Key))
        {
            var expenses = lines.Where(line => line.Date.Year == year.Key && line.Amount < 0 && CategoryCatalogue.Find(line.Category)?.Deductible == DeductibleHint.Business).Sum(line => line.Amount);
            var net = year.Sum(line => line.Amount) + expenses;
            var tax = net * SelfEmploymentTax;
            var (from, to) = (new DateOnly(year.Key, 1, 16), new DateOnly(year.Key + 1, 1, 15));
            var isPaid = lines.Of(CategoryNames.IncomeTax).Any(line => line.Amount < 0 && line.Date >= from && line.Date <= to.AddDays(3));
            if (tax >= EstimatedTaxFrom && !isPaid && Due(year.Key).Count(due => due <= coveredTo) is var passed and > 0)
            {
                yield return new(
                    $"{year.Key}",
                    $"About {Money(net, Usd)} of net self-employed income in {year.Key} bring about {Money(tax, Usd)} of self-employment tax alone, and no tax payment is here although {Count(passed, "due date has", "due dates have")} passed. "
                        + "From 1,000 USD of tax not withheld, estimated tax is due on 15 April, 15 June, 15 September and 15 January.",
                    Math.Round(tax, 2), Usd, Ids(year));
            }
        }
    }

    private static DateOnly[] Due(int year) => [new(year, 4, 15), new(year, 6, 15), new(year, 9, 15), new(year + 1, 1, 15)];
}
