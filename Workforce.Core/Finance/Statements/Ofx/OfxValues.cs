using System.Globalization;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>Dates and amounts as OFX writes them; null where the text does not say one clearly.</summary>
internal static partial class OfxValues
{
    /// <summary>
    /// <c>20090401122017.000[-5:EST]</c>: the day as the bank writes it. Moving it to another zone would move
    /// bookings to the day before or after the one on the bank's own statement.
    /// </summary>
    public static DateOnly? Date(string? text)
    {
        if (text is null || DatePattern().Match(text) is not { Success: true } match) return null;

        return DateOnly.TryParseExact(match.Groups["y"].Value + match.Groups["m"].Value + match.Groups["d"].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and < 2200
            ? date
            : null;
    }

    /// <summary>
    /// OFX 1.6 section 3.2.9.2: an amount has an optional sign and a decimal point or comma, and no thousands separators.
    /// Banks add those anyway; they are taken where both signs stand (the last is the decimal one) or a sign repeats.
    /// One comma before three digits can mean either, so it is no amount.
    /// </summary>
    public static decimal? Amount(string? text)
    {
        if (text is null || AmountPattern().Match(text) is not { Success: true } match) return null;

        var digits = match.Groups["digits"].Value;
        var dot = digits.LastIndexOf('.');
        var comma = digits.LastIndexOf(',');
        if (comma >= 0 && dot < 0 && digits.IndexOf(',') == comma && digits.Length - comma == 4) return null;

        var mark = Math.Max(dot, comma);
        var repeated = mark >= 0 && digits.AsSpan().Count(digits[mark]) > 1;
        var whole = mark < 0 || repeated ? digits : digits[..mark];
        var fraction = mark < 0 || repeated ? "" : digits[(mark + 1)..];
        if (!Groups().IsMatch(whole)) return null;

        var plain = whole.Replace(".", "").Replace(",", "") + (fraction.Length > 0 ? "." + fraction : "");
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? match.Groups["sign"].Value == "-" ? -amount : amount
            : null;
    }

    [GeneratedRegex("""^(?<y>\d{4})(?<p>[-/.]?)(?<m>\d{2})\k<p>(?<d>\d{2})(?:[T ]?[\d:.]*)\s*Z?(?:\[[^\]]*\]?)?$""", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex("""^(?<sign>[+-]?) ?(?<digits>\d[\d.,]{0,20}|[.,]\d{1,10})$""", RegexOptions.CultureInvariant)]
    private static partial Regex AmountPattern();

    // Digits alone, or in groups of three behind the same sign.
    [GeneratedRegex("""^(\d*|\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();
}
