using System.Globalization;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Qif;

internal enum QifDateOrder { MonthFirst, DayFirst }

/// <summary>
/// QIF writes dates as the computer's settings had it, and says nowhere how: <c>2/14'2020</c>, <c>1/ 1'00</c>,
/// <c>31.12.95</c>. One order is chosen for the whole file from the dates that can only be read one way.
/// </summary>
internal static partial class QifDates
{
    /// <summary>The order of the file. Where nothing decides, the American order of Quicken, the format's origin, with a warning.</summary>
    public static QifDateOrder Detect(IEnumerable<QifField> dates, ProblemList problems)
    {
        int monthFirst = 0, dayFirst = 0, open = 0, dotted = 0;
        QifField? example = null;
        foreach (var date in dates)
        {
            if (Pattern().Match(date.Value) is not { Success: true } match || match.Groups["first"].Length == 4) continue;

            var (first, second) = (Number(match, "first"), Number(match, "second"));
            if (first > 12 && second <= 12) dayFirst++;
            else if (second > 12 && first <= 12) monthFirst++;
            else if (first != second)
            {
                open++;
                example ??= date;
                if (match.Groups["mark"].Value == ".") dotted++;
            }
        }

        if (monthFirst > 0 && dayFirst > 0)
        {
            problems.Warning(null, "D", $"The file mixes orders of day and month: {monthFirst} dates can only be month first, {dayFirst} only day first. The more frequent order is used and the other dates are reported.");
        }

        if (monthFirst != dayFirst) return monthFirst > dayFirst ? QifDateOrder.MonthFirst : QifDateOrder.DayFirst;
        if (open == 0) return QifDateOrder.MonthFirst;

        // Full stops between the numbers are the European way of writing.
        var order = dotted == open ? QifDateOrder.DayFirst : QifDateOrder.MonthFirst;
        var why = order is QifDateOrder.DayFirst ? "because the numbers are separated by full stops" : "which is the order of the format's origin, Quicken";
        problems.Warning(example?.Line, "D", $"No date of the file tells day and month apart, for example {BankText.Quote(example?.Value)}. They were read {(order is QifDateOrder.DayFirst ? "day" : "month")} first, {why}; check one date.");
        return order;
    }

    public static DateOnly? Read(string? text, QifDateOrder order)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } match) return null;

        var (first, second, third) = (Number(match, "first"), Number(match, "second"), Number(match, "third"));
        if (match.Groups["first"].Length == 4) return Valid(first, second, third);
        if (match.Groups["third"].Length == 3) return null;

        // Quicken writes an apostrophe before the years from 2000 on; other programs write it always or never.
        var year = match.Groups["third"].Length == 4 ? third : third >= 70 ? 1900 + third : 2000 + third;
        return order is QifDateOrder.MonthFirst ? Valid(year, first, second) : Valid(year, second, first);
    }

    private static DateOnly? Valid(int year, int month, int day) =>
        year is >= 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<first>\d{4}|\d{1,2})\s*(?<mark>[/.-])\s*(?<second>\d{1,2})\s*[/.'-]\s*(?<third>\d{1,4})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
