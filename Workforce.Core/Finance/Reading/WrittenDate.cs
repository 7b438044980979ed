using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Reading;

/// <summary>
/// A date as written, taken apart. Where it is in numbers its value needs to be told the order, which often only the whole
/// file can prove; where it lacks a year, that too.
/// </summary>
/// <param name="Separator">The sign between its numbers, '\0' where a name of a month or the year in front settles the order.</param>
internal sealed partial record WrittenDate(string Text, int First, int Second, int? Third, int? NamedMonth, bool YearLeads, char Separator)
{
    private static readonly DateOrder[] SlashOrders = [DateOrder.DayFirst, DateOrder.MonthFirst];
    private static readonly DateOrder[] DashOrders = [DateOrder.DayFirst, DateOrder.MonthFirst, DateOrder.YearFirst];

    /// <summary>The whole cell as a date, a time of day and an offset behind it left alone, null where it is none.</summary>
    public static WrittenDate? Parse(string? cell) =>
        cell is { Length: >= 4 and <= 48 } && Whole().Match(cell) is { Success: true } match ? From(match) : null;

    /// <summary>Every date with a year within a text, left to right, with its position.</summary>
    public static IEnumerable<(WrittenDate Date, int At, int Length)> Within(string text)
    {
        var match = Anywhere().Match(text);
        while (match.Success)
        {
            var date = From(match);
            if (date?.Third is not null) yield return (date, match.Index, match.Length);

            // "#19- 18/01/2018": what looked like the start of a date may hold the start of the real one.
            match = date?.Third is not null ? match.NextMatch() : Anywhere().Match(text, match.Index + 1);
        }
    }

    /// <summary>The orders under which this could be a date at all; a single entry where its form settles it.</summary>
    public IEnumerable<DateOrder> Orders
    {
        get
        {
            if (Separator == '\0') return [YearLeads ? DateOrder.YearFirst : DateOrder.DayFirst];
            // The year in front with two digits is written with dashes (Swedish, Lithuanian, Hungarian exports), never with slashes.
            var possible = Third is < 100 && Separator == '-' ? DashOrders : SlashOrders;
            return possible.Where(order => Value(order, 2000) is not null);
        }
    }

    /// <summary>The date under this order, null where it gives none (month 13, 30 February). The year is used where the date has none.</summary>
    public DateOnly? Value(DateOrder order, int? year = null)
    {
        if (NamedMonth is { } named) return Day(FullYear(Third ?? year), named, First);
        if (YearLeads) return Day(First, Second, Third ?? 0);
        return order switch
        {
            DateOrder.DayFirst => Day(FullYear(Third ?? year), Second, First),
            DateOrder.MonthFirst => Day(FullYear(Third ?? year), First, Second),
            _ => Third is < 100 and > 0 ? Day(FullYear(First), Second, Third.Value) : null,
        };
    }

    private static WrittenDate? From(Match match)
    {
        if (match.Groups["name"] is { Success: true } name)
        {
            if (MonthNames.Number(name.Value) is not { } month) return null;

            return new WrittenDate(match.Value.Trim(), Number(match, "day"), month, OptionalNumber(match, "year"), month, false, '\0');
        }

        if (match.Groups["iso"].Success)
        {
            return new WrittenDate(match.Value.Trim(), Number(match, "y"), Number(match, "m"), Number(match, "d"), null, true, '\0');
        }

        return new WrittenDate(match.Value.Trim(), Number(match, "a"), Number(match, "b"), OptionalNumber(match, "c"), null, false, match.Groups["by"].ValueSpan[0]);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan);

    private static int? OptionalNumber(Match match, string group) => match.Groups[group].Success ? Number(match, group) : null;

    private static int? FullYear(int? written) => written switch
    {
        null => null,
        < 70 => 2000 + written,
        < 100 => 1900 + written,
        _ => written,
    };

    private static DateOnly? Day(int? year, int month, int day) =>
        year is >= 1950 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year.Value, month)
            ? new DateOnly(year.Value, month, day)
            : null;

    // 2026-03-04, 2026.03.04., 20260304 | 4. März 2026, 04-Mar-26, March 4, 2026 | 04/03/2026, 4.3.26, 04/03
    private const string Forms = """
        (?:
          (?<iso>(?<y>(?:19|20)\d\d)\s?(?<s>[-/.])\s?(?<m>\d{1,2})\s?\k<s>\s?(?<d>\d{1,2})(?!\d)\.?|(?<y>(?:19|20)\d\d)(?<m>[01]\d)(?<d>[0-3]\d)(?!\d))
        | (?<day>\d{1,2})(?:st|nd|rd|th)?[-\s./]{0,2}(?<name>\p{L}{3,12})\.?(?:[-\s./,]{0,2}(?<year>(?:19|20)\d\d|\d\d)(?![\d:]))?
        | (?<name>\p{L}{3,12})\.?\s?(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s?(?<year>(?:19|20)\d\d)(?!\d))?
        | (?<a>\d{1,2})\s?(?<by>[-/.])\s?(?<b>\d{1,2})(?:\s?\k<by>\s?(?<c>(?:19|20)\d\d|\d\d)(?!\d))?
        )
        """;

    [GeneratedRegex($$"""^\s*(?:\p{L}{2,3}\.?,?\s+)?{{Forms}}\.?(?:[T\s,]+\d{1,2}(?::\d\d|\.\d\d\.\d\d).*)?\s*$""", RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex($$"""(?<![\d.,/]){{Forms}}""", RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Anywhere();
}
