using System.Globalization;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Reading;

/// <summary>What stands behind an amount to say which way the money went ("12.00 CR").</summary>
internal enum DirectionMark { None, Debit, Credit }

/// <summary>Which sign the digits of one amount prove to be the decimal one.</summary>
internal enum DecimalProof
{
    /// <summary>No separator at all, or only blanks and apostrophes: it reads the same either way.</summary>
    None,
    Dot,
    Comma,
    /// <summary>One separator before exactly three digits: "1,234" is either.</summary>
    Either,
    /// <summary>It is no number under any reading ("12..34").</summary>
    Broken,
}

/// <summary>An amount as written, taken apart. Its value needs to be told the decimal sign, which only the whole file can prove.</summary>
/// <param name="Number">Digits with their separators, without signs and currency.</param>
internal sealed partial record WrittenAmount(string Number, bool Negative, DirectionMark Mark, string? Currency)
{
    private const int LongestAmount = 48;
    private const int MostDigits = 18;

    /// <summary>Takes a cell apart, null where it is empty or holds anything that is not part of an amount.</summary>
    public static WrittenAmount? Parse(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell) || cell.Length > LongestAmount) return null;
        if (Shape().Match(cell) is not { Success: true } match) return null;

        var minus = match.Groups["sign"].Captures.Count(sign => sign.ValueSpan is "-" or "−" or "–");
        var bracketed = match.Groups["open"].Success;
        if (bracketed != match.Groups["close"].Success) return null;

        string? currency = null;
        foreach (Capture written in match.Groups["currency"].Captures)
        {
            currency = Currencies.Code(written.Value);
            if (currency is null && !IsCrown(written.Value)) return null;
        }

        var mark = match.Groups["mark"].Value.ToUpperInvariant() switch
        {
            "" => DirectionMark.None,
            "CR" or "C" or "H" => DirectionMark.Credit,
            _ => DirectionMark.Debit,
        };
        return new WrittenAmount(match.Groups["number"].Value.Trim(), minus % 2 == 1 || bracketed, mark, currency);
    }

    public DecimalProof Proof
    {
        get
        {
            bool dot = Value('.') is not null, comma = Value(',') is not null;
            if (!dot && !comma) return DecimalProof.Broken;
            if (dot != comma) return dot ? DecimalProof.Dot : DecimalProof.Comma;
            return Value('.') == Value(',') ? DecimalProof.None : DecimalProof.Either;
        }
    }

    /// <summary>The signed value under this decimal sign, null where the digits do not allow it. A mark is not applied.</summary>
    public decimal? Value(char decimalSign)
    {
        var at = Number.LastIndexOf(decimalSign);
        var whole = at < 0 ? Number : Number[..at];
        var fraction = at < 0 ? "" : Number[(at + 1)..];
        if (whole.Contains(decimalSign) || !fraction.All(char.IsAsciiDigit)) return null;

        var digits = Ungrouped(whole);
        if (digits is null || digits.Length + fraction.Length is 0 or > MostDigits) return null;

        var value = decimal.Parse($"{(digits.Length == 0 ? "0" : digits)}.{(fraction.Length == 0 ? "0" : fraction)}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (fraction.Length == 0) value = decimal.Truncate(value);
        return Negative ? -value : value;
    }

    /// <summary>The digits of the whole part, null where its groups are not groups of three (or the Indian two and three).</summary>
    private static string? Ungrouped(string whole)
    {
        if (whole.All(char.IsAsciiDigit)) return whole;

        return Grouped().IsMatch(whole) ? string.Concat(whole.Where(char.IsAsciiDigit)) : null;
    }

    // "kr" is Swedish, Danish, Norwegian or Icelandic: an amount all right, but no currency.
    private static bool IsCrown(string written) => written.TrimEnd('.').Equals("kr", StringComparison.OrdinalIgnoreCase) || written is "¥";

    [GeneratedRegex("""
        ^\s*
        (?<open>\()?\s*
        (?:(?<sign>[-+−–])\s*)?
        (?:(?<currency>[A-Z]{0,3}\$|[A-Za-z]{3}|[€£₹₺₽₪₩₫฿₱₦₴¥]|Kč|zł|RM|Ft|S?Fr\.|Rs\.|kr\.?)\s*)?
        (?:(?<sign>[-+−–])\s*)?
        (?<number>(?:\d|[.,]\d)[\d.,'’\ \u00A0\u202F\u2009]*)
        (?:(?<=[.,])[-–—]{1,2}|(?<sign>[-+−–]))?\s*
        (?:(?<currency>[A-Z]{0,3}\$|[A-Za-z]{3}|[€£₹₺₽₪₩₫฿₱₦₴¥]|Kč|zł|RM|Ft|S?Fr\.|kr\.?)\s*)?
        (?<close>\))?\s*
        (?<mark>CR|DR|DB|Cr|Dr|C|D|S|H)?
        \.?\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex("""^(?!0)(?:\d{1,3}(?<by>[.,'’\ \u00A0\u202F\u2009])\d{3}(?:\k<by>\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$""", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
