using System.Globalization;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>Amounts with the decimal sign of whichever computer wrote the file; the file as a whole shows which.</summary>
internal static partial class QifAmounts
{
    /// <summary>The decimal sign that the amounts of the file agree on, null where they show none or two.</summary>
    public static char? DecimalMark(IEnumerable<string> amounts)
    {
        bool point = false, comma = false;
        foreach (var amount in amounts)
        {
            var own = OwnMark(amount);
            point |= own == '.';
            comma |= own == ',';
        }

        return point == comma ? null : point ? '.' : ',';
    }

    /// <summary>Null where the text is no amount, or could be two different ones (<c>1,234</c> with nothing to decide).</summary>
    public static decimal? Read(string? text, char? fileMark)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } match) return null;

        var digits = match.Groups["digits"].Value;
        var ambiguous = digits.AsSpan().IndexOfAny('.', ',') >= 0 && OwnMark(text) is null;
        var mark = OwnMark(text) ?? fileMark;
        if (ambiguous && mark is null) return null;

        var cut = mark is { } sign ? digits.LastIndexOf(sign) : -1;
        var whole = cut < 0 ? digits : digits[..cut];
        var fraction = cut < 0 ? "" : digits[(cut + 1)..];
        if (!Groups().IsMatch(whole) || (mark is { } decimalMark && whole.Contains(decimalMark))) return null;

        var plain = string.Concat(whole.Where(char.IsAsciiDigit)) + "." + fraction + "0";
        // The trailing zero only lets "12." parse; the scale stays as written.
        plain = fraction.Length == 0 ? plain[..^2] : plain[..^1];
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? match.Groups["sign"].Value == "-" ? -amount : amount
            : null;
    }

    /// <summary>The decimal sign that one amount shows by itself: the last of two kinds, or one not before three digits.</summary>
    private static char? OwnMark(string amount)
    {
        var text = amount.TrimEnd();
        var (point, comma) = (text.LastIndexOf('.'), text.LastIndexOf(','));
        if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';

        var at = Math.Max(point, comma);
        if (at < 0) return null;

        var mark = text[at];
        if (text.IndexOf(mark) != at) return mark == '.' ? ',' : '.';
        return text.Length - at == 4 && at > 0 && char.IsAsciiDigit(text[at - 1]) ? null : mark;
    }

    [GeneratedRegex(@"^\s*(?<sign>[+-]?)\s*(?<digits>\d[\d., '’\u00A0\u202F]{0,23}|[.,]\d{1,10})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(\d*|\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+|\d{1,3}([ '’\u00A0\u202F]\d{3})+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();
}
