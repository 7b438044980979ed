using System.Globalization;
using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Core.Finance.Receipts;

/// <summary>An amount with two decimals on a line of a receipt.</summary>
internal readonly record struct ReceiptAmount(decimal Value, string? Currency, int At);

/// <summary>A line of a receipt with its amounts.</summary>
/// <param name="Look">Which reading of the paper it comes from.</param>
/// <param name="Index">Its place from the top, counted from 0.</param>
/// <param name="Height">Of its letters against the usual height of the paper, 1 where unknown.</param>
/// <param name="Confidence">Mean confidence of its words, 100 where they were not recognised from a picture.</param>
internal sealed partial record ReceiptLine(string Text, int Look, int Index, double Height, double Confidence)
{
    public string Folded { get; } = Reading.Folded.Text(Text);

    /// <summary>The amounts with cents, left to right. Receipts write cents, so the last separator is the decimal sign whichever it is.</summary>
    public IReadOnlyList<ReceiptAmount> Amounts { get; } = [.. Find(Text)];

    /// <summary>The folded words before the last amount, all of them where there is none.</summary>
    public string Label => Amounts.Count == 0 ? Folded : Reading.Folded.Text(Text[..Amounts[^1].At]);

    public static IEnumerable<ReceiptLine> Of(string text, int look) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select((line, index) => new ReceiptLine(line, look, index, 1, 100));

    public static IEnumerable<ReceiptLine> Of(PdfText look, int number)
    {
        var lines = look.Pages.SelectMany(PdfLine.Of).ToList();
        var usual = lines.Count == 0 ? 1 : lines.Select(line => line.Height).Order().ElementAt(lines.Count / 2);
        return lines.Select((line, index) => new ReceiptLine(line.Text, number, index, line.Height / Math.Max(usual, 1), line.Words.Average(word => word.Confidence ?? 100)));
    }

    private static IEnumerable<ReceiptAmount> Find(string text)
    {
        foreach (Match match in Cents().Matches(text))
        {
            var whole = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit));
            if (whole.Length > 9) continue;

            var value = decimal.Parse($"{whole}.{match.Groups["cents"].Value}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            var sign = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
            yield return new ReceiptAmount(match.Groups["minus"].Success ? -value : value, Currencies.Code(sign), match.Index);
        }
    }

    // Not a rate (7,00 %), not part of a date, a time or a longer number. Recognition may part the cents ("34. 00").
    [GeneratedRegex("""(?<![\d.,:/-])(?<minus>-\s?)?(?:(?<before>[A-Z]{0,3}\$|[€£]|RM|EUR|USD|GBP|CHF)\s?)?(?<minus>-)?(?<whole>\d{1,3}(?:[.,' ]\d{3})+|\d+)[.,]\s?(?<cents>\d{2})(?![\d%]|[.,:/-]\d|\s?%)(?:\s?(?<after>[€£]|RM|EUR|USD|GBP|CHF|Kč|zł))?""", RegexOptions.CultureInvariant)]
    private static partial Regex Cents();
}
