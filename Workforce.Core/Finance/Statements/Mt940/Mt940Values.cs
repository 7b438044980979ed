using System.Globalization;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Dates and amounts as SWIFT writes them; null where the text does not say one clearly.</summary>
internal static class Mt940Values
{
    /// <summary>YYMMDD. SWIFT leaves the century open; bank files from before 1980 do not exist.</summary>
    public static DateOnly? Date(string text) =>
        text.Length == 6 && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? Valid(Century(year), text.AsSpan(2))
            : null;

    /// <summary>
    /// MMDD of the booking, in the year that puts it nearest to the value date <paramref name="valueDate"/> (YYMMDD,
    /// whose day may be one that does not exist): 31 December may be booked with value in January and the reverse.
    /// </summary>
    public static DateOnly? EntryDate(string text, string valueDate)
    {
        if (text.Length != 4 || !int.TryParse(valueDate.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var shortYear)) return null;

        var year = Century(shortYear);
        var near = Date(valueDate) ?? Valid(year, valueDate[2..4] + "01");
        return near is null
            ? null
            : new[] { year, year - 1, year + 1 }
                .Select(candidate => Valid(candidate, text))
                .Where(date => date is not null)
                .MinBy(date => Math.Abs(date!.Value.DayNumber - near.Value.DayNumber));
    }

    /// <summary><c>3236,28</c>, <c>9,</c>, <c>,5</c>: a decimal comma, no sign. A decimal point is taken where it cannot mean thousands.</summary>
    public static decimal? Amount(string text)
    {
        var comma = text.LastIndexOf(',');
        var dot = text.LastIndexOf('.');
        // 1.234 could be either; 1.234,56 could not.
        if (comma < 0 && dot >= 0 && (text.Length - dot == 4 || text.IndexOf('.') != dot)) return null;
        if (comma >= 0 && (text.IndexOf(',') != comma || dot > comma)) return null;

        var plain = comma >= 0 ? text.Replace(".", "").Replace(',', '.') : text;
        return plain.Any(char.IsAsciiDigit) && decimal.TryParse(plain.Trim('.') is { Length: > 0 } && plain.EndsWith('.') ? plain[..^1] : plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;
    }

    private static int Century(int year) => year >= 80 ? 1900 + year : 2000 + year;

    private static DateOnly? Valid(int year, ReadOnlySpan<char> monthAndDay) =>
        int.TryParse(monthAndDay[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && int.TryParse(monthAndDay[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && month is >= 1 and <= 12
        && day >= 1
        && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
