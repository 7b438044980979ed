using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Cash in the United States. All of it is information: banks and businesses report as a matter of course.</summary>
internal static class UsCashChecks
{
    public const decimal ReportAbove = 10_000;
    public const decimal SeriesFrom = 3_000;
    public const int SeriesDays = 7;
    private const string Usd = "USD";
    private const string AllOfDay = "all";
    private const string Large = "large";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("us.cash_10000", "Cash above 10,000 USD in a day", "US",
            new("31 CFR", "§1010.311 and §1010.313", 2025), FindingSeverity.Notice, _ => true, new PersonRule(books => Days(books), AboveLimit)),
        new("us.form_8300", "Cash receipts above 10,000 USD", "US",
            new("Internal Revenue Code", "§6050I", 2025), FindingSeverity.Warning, HasBusiness, new PersonRule(books => Days(books).Where(day => day.Key.EndsWith(":in", StringComparison.Ordinal)), BusinessReceipts)),
        new("us.cash_series", "Several cash movements that together pass 10,000 USD", "US",
            new("31 USC", "§5324", 2025), FindingSeverity.Info, _ => true, new PersonRule(books => Days(books, SeriesFrom), Series)),
    ];

    private static IEnumerable<Observation> AboveLimit(Tallies tallies) => tallies.All
        .Where(day => day.Sum > ReportAbove)
        .Select(day => Observation.On(
            [day], day.Key,
            $"{Money(day.Sum, Usd)} in cash were {(day.Key.EndsWith(":in", StringComparison.Ordinal) ? "paid in" : "drawn")} on {Day(day.First)}. The bank reports cash of more than 10,000 USD by one person in one business day; nothing is to be done but to keep the origin or use provable.",
            day.Sum, Usd));

    private static IEnumerable<Observation> BusinessReceipts(Tallies tallies) => tallies.All
        .Where(day => day.Sum > ReportAbove)
        .Select(day => Observation.On(
            [day], $"{day.First:yyyy-MM-dd}",
            $"{Money(day.Sum, Usd)} in cash were paid in on {Day(day.First)}. A business that receives more than 10,000 USD in cash from one payer, in one or in related transactions, files Form 8300 within 15 days of receiving it.",
            day.Sum, Usd));

    // Two or more days within a week, each at or below the limit and each movement of some size, that pass it together.
    private static IEnumerable<Observation> Series(Tallies tallies)
    {
        var below = tallies.Of(AllOfDay).Where(day => day.Sum <= ReportAbove).Select(day => day.Key).ToHashSet();
        foreach (var direction in tallies.Of(Large).Where(day => below.Contains(day.Key)).GroupBy(day => day.Key[^2..]))
        {
            var days = direction.OrderBy(day => day.First).ToList();
            var told = DateOnly.MinValue;
            foreach (var first in days.Where(day => day.First > told))
            {
                var within = days.Where(day => day.First >= first.First && day.First.DayNumber - first.First.DayNumber < SeriesDays).ToList();
                var sum = within.Sum(day => day.Sum);
                if (within.Count >= 2 && sum > ReportAbove && first.First > told)
                {
                    told = within[^1].First;
                    yield return Observation.On(
                        within, first.Key,
                        $"{within.Sum(day => day.Count)} cash movements of {Money(SeriesFrom, Usd)} to {Money(ReportAbove, Usd)} within {SeriesDays} days from {Day(first.First)} come to {Money(sum, Usd)}. "
                            + "There are many ordinary reasons for that; for information, splitting cash in order to stay below a report is an offence of its own, so it helps to have the reason on record.",
                        sum, Usd);
                }
            }
        }
    }

    /// <summary>Cash by day and direction; where movements from a size on matter, those apart.</summary>
    private static IEnumerable<Tally> Days(Books books, decimal? large = null) => books.In(Usd)
        .Cash()
        .GroupBy(line => (line.Date, Direction: line.Amount > 0 ? "in" : "out"))
        .SelectMany(day => (Tally[])
        [
            .. Part($"{day.Key.Date:yyyy-MM-dd}:{day.Key.Direction}", large is null ? "" : AllOfDay, day, Usd, Size),
            .. Part($"{day.Key.Date:yyyy-MM-dd}:{day.Key.Direction}", Large, day.Where(line => Size(line) >= large), Usd, Size),
        ]);

    private static decimal Size(LedgerLine line) => Math.Abs(line.Amount);
}
