using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Cash in the United States. All of it is information: banks and businesses report as a matter of course.</summary>
internal static class UsCashChecks
{
    public const decimal ReportAbove = 10_000;
    public const decimal SeriesFrom = 3_000;
    public const int SeriesDays = 7;
    private const string Usd = "USD";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("us.cash_10000", "Cash above 10,000 USD in a day", "US",
            new("31 CFR", "§1010.311 and §1010.313", 2025), FindingSeverity.Notice, _ => true, AboveLimit),
        new("us.form_8300", "Cash receipts above 10,000 USD", "US",
            new("Internal Revenue Code", "§6050I", 2025), FindingSeverity.Warning, HasBusiness, BusinessReceipts),
        new("us.cash_series", "Several cash movements that together pass 10,000 USD", "US",
            new("31 USC", "§5324", 2025), FindingSeverity.Info, _ => true, Series),
    ];

    private static IEnumerable<Observation> AboveLimit(Books books) => Days(books)
        .Where(day => day.Sum > ReportAbove)
        .Select(day => new Observation(
            $"{day.Date:yyyy-MM-dd}:{(day.IsIn ? "in" : "out")}",
            $"{Money(day.Sum, Usd)} in cash were {(day.IsIn ? "paid in" : "drawn")} on {Day(day.Date)}. The bank reports cash of more than 10,000 USD by one person in one business day; nothing is to be done but to keep the origin or use provable.",
            day.Sum, Usd, Ids(day.Lines)));

    private static IEnumerable<Observation> BusinessReceipts(Books books) => Days(books)
        .Where(day => day.IsIn && day.Sum > ReportAbove)
        .Select(day => new Observation(
            $"{day.Date:yyyy-MM-dd}",
            $"{Money(day.Sum, Usd)} in cash were paid in on {Day(day.Date)}. A business that receives more than 10,000 USD in cash from one payer, in one or in related transactions, files Form 8300 within 15 days of receiving it.",
            day.Sum, Usd, Ids(day.Lines)));

    // Two or more days within a week, each at or below the limit and each movement of some size, that pass it together.
    private static IEnumerable<Observation> Series(Books books)
    {
        var told = new HashSet<Guid>();
        foreach (var direction in Days(books).Where(day => day.Sum <= ReportAbove).Select(day => day with { Lines = [.. day.Lines.Where(line => Math.Abs(line.Amount) >= SeriesFrom)] }).Where(day => day.Lines.Count > 0).GroupBy(day => day.IsIn))
        {
            var days = direction.OrderBy(day => day.Date).ToList();
            foreach (var first in days)
            {
                var within = days.Where(day => day.Date >= first.Date && day.Date.DayNumber - first.Date.DayNumber < SeriesDays).ToList();
                var lines = within.SelectMany(day => day.Lines).ToList();
                var sum = lines.Sum(line => Math.Abs(line.Amount));
                if (within.Count >= 2 && sum > ReportAbove && !lines.Any(line => told.Contains(line.Id)))
                {
                    told.UnionWith(lines.Select(line => line.Id));
                    yield return new(
                        $"{first.Date:yyyy-MM-dd}:{(direction.Key ? "in" : "out")}",
                        $"{lines.Count} cash movements of {Money(SeriesFrom, Usd)} to {Money(ReportAbove, Usd)} within {SeriesDays} days from {Day(first.Date)} come to {Money(sum, Usd)}. "
                            + "There are many ordinary reasons for that; for information, splitting cash in order to stay below a report is an offence of its own, so it helps to have the reason on record.",
                        sum, Usd, Ids(lines));
                }
            }
        }
    }

    private static IEnumerable<CashDay> Days(Books books) => books.In(Usd)
        .Cash()
        .GroupBy(line => (line.Date, IsIn: line.Amount > 0))
        .OrderBy(day => day.Key.Date)
        .Select(day => new CashDay(day.Key.Date, day.Key.IsIn, [.. day]));

    private sealed record CashDay(DateOnly Date, bool IsIn, IReadOnlyList<LedgerLine> Lines)
    {
        public decimal Sum => Lines.Sum(line => Math.Abs(line.Amount));
    }
}
