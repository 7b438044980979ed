using System.Globalization;
using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;

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
    /// OFX 1.6 section 3.2.9.2: an optional sign, a decimal point or comma, no separators of thousands and no currency
    /// sign. Where a bank writes separators anyway and both kinds stand, the last one is the decimal sign. One comma
    /// before three digits can mean either, so it is no amount.
    /// </summary>
    public static decimal? Amount(string? text)
    {
        if (WrittenAmount.Parse(text) is not { Currency: null, Mark: DirectionMark.None } amount) return null;

        return amount.Proof switch
        {
            DecimalProof.Comma => amount.Value(','),
            DecimalProof.Either when amount.Number.Contains(',') => null,
            DecimalProof.Broken => null,
            _ => amount.Value('.'),
        };
    }

    [GeneratedRegex("""^(?<y>\d{4})(?<p>[-/.]?)(?<m>\d{2})\k<p>(?<d>\d{2})(?:[T ]?[\d:.]*)\s*Z?(?:\[[^\]]*\]?)?$""", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();
}
