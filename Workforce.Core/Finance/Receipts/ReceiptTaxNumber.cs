using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Receipts;

/// <summary>
/// Finds a VAT or tax number: one in the form of a member state (European Commission, VIES, structure of the VAT identification
/// numbers) or of the United Kingdom, or digits behind words that announce one. Whose number it is, its place does not tell;
/// an invoice that shows any is taken to show its seller's.
/// </summary>
internal static partial class ReceiptTaxNumber
{
    /// <summary>Without blanks and dots, null where none was found.</summary>
    public static string? Read(IReadOnlyList<ReceiptLine> lines) =>
        lines.Select(line => Announced().Match(line.Text)).Concat(lines.Select(line => Identification().Match(line.Text)))
            .Where(match => match.Success)
            .Select(match => string.Concat(match.Groups["number"].Value.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)))
            .FirstOrDefault(number => number.Count(char.IsAsciiDigit) >= 7);

    // "USt-IdNr.: DE 123 456 789", "Steuernummer 12/345/67890", "VAT Reg No 123 4567 89", "btw nr. NL001234567B01", "P. IVA 01234567890"
    [GeneratedRegex("""(?<![\p{L}\d])(?:u\.?st\.?-?\s?-?id|steuer-?\s?(?:nr|nummer)|st\.?-?\s?nr|vat|btw|tva|mwst|moms|p(?:artita|\.)?\s?iva|c\.?i\.?f\.?|n\.?i\.?f\.?|nip|uid|gst|abn|dič|tax\s+(?:id|no|number|reg))[^\d\n]{0,22}?(?<number>(?:(?!N[OR])[A-Z]{2,3}\s?)?[A-Z]?(?:\d[ ./-]?){7,14}(?:B\d{2}|[A-Z](?![A-Z]))?)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Announced();

    [GeneratedRegex("""(?<![\p{L}\d])(?<number>ATU ?\d{8}|BE ?[01]?[\d .]{9,12}|BG ?\d{9,10}|CHE[ -]?\d{3}\.?\d{3}\.?\d{3}|CY ?\d{8}[A-Z]|CZ ?\d{8,10}|DE ?\d{3} ?\d{3} ?\d{3}|DK ?\d{2} ?\d{2} ?\d{2} ?\d{2}|EE ?\d{9}|(?:EL|GR) ?\d{9}|ES ?[A-Z0-9]\d{7}[A-Z0-9]|FI ?\d{8}|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}|GB ?\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?|HR ?\d{11}|HU ?\d{8}|IE ?\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT ?\d{11}|LT ?(?:\d{12}|\d{9})|LU ?\d{8}|LV ?\d{11}|MT ?\d{8}|NL ?\d{9} ?B ?\d{2}|PL ?\d{10}|PT ?\d{9}|RO ?\d{7,10}|SE ?\d{12}|SI ?\d{8}|SK ?\d{10}|XI ?\d{9})(?![\p{L}\d])""", RegexOptions.CultureInvariant)]
    private static partial Regex Identification();
}
