using System.Globalization;

namespace Workforce.Core.Finance.Compliance;

/// <summary>Rules of the person that many checks share.</summary>
internal static class Counting
{
    /// <summary>One observation a year, so that a hundred missing receipts are one thing to do.</summary>
    /// <param name="text">Of the year, the number of lines and the sum of their sizes.</param>
    public static PersonRule PerYear(string currency, Func<Books, IEnumerable<LedgerLine>> lines, Func<int, int, decimal, string> text) => new(
        books => lines(books).GroupBy(line => line.Date.Year).Select(year => Tally.Of($"{currency}{year.Key}", year, currency, sum: line => Math.Abs(line.Amount))),
        tallies => tallies.All.Select(year => Year(year, text)));

    /// <summary>The same for each currency, or for each account whose currency is not known.</summary>
    public static PersonRule PerYearAndScope(Func<Books, IEnumerable<LedgerLine>> lines, Func<string?, int, int, decimal, string> text) => new(
        books => lines(books)
            .GroupBy(line => (Scope: MoneyScope.Of(line), line.Date.Year))
            .Select(year => Tally.Of($"{Name(year.Key.Scope)}{year.Key.Year}", year, year.Key.Scope.Currency, sum: line => Math.Abs(line.Amount))),
        tallies => tallies.All.Select(year => Year(year, (number, count, sum) => text(year.Currency, number, count, sum))));

    /// <summary>One observation for each year (of whatever calendar) whose sum passes the limit.</summary>
    public static PersonRule YearsAbove(decimal limit, string currency, Func<LedgerLine, int> yearOf, Func<Books, IEnumerable<LedgerLine>> lines, Func<int, decimal, string> text) => new(
        books => lines(books).GroupBy(yearOf).Select(year => Tally.Of($"{year.Key}", year, currency)),
        tallies => tallies.All.Where(year => year.Sum > limit).Select(year => Observation.On([year], year.Key, text(int.Parse(year.Key, CultureInfo.InvariantCulture), year.Sum), year.Sum, currency)));

    /// <summary>One figure of several that a check needs; nothing where there are no lines.</summary>
    public static IEnumerable<Tally> Part(string key, string part, IEnumerable<LedgerLine> lines, string? currency = null, Func<LedgerLine, decimal>? sum = null) =>
        lines.ToList() is { Count: > 0 } counted ? [Tally.Of(key, counted, currency, part, sum)] : [];

    /// <summary>Only how many there are and from when to when: no finding rests on the single lines.</summary>
    public static IEnumerable<Tally> Span(string key, string part, IEnumerable<LedgerLine> lines) => Part(key, part, lines).Select(tally => tally with { LineIds = [] });

    /// <summary>As a key names it: the currency, or the account where there is none.</summary>
    public static string Name(MoneyScope scope) => scope.Currency ?? scope.AccountId!.Value.ToString("N");

    private static Observation Year(Tally year, Func<int, int, decimal, string> text) =>
        Observation.On([year], year.Key, text(year.First.Year, year.Count, year.Sum), year.Sum, year.Currency);
}
