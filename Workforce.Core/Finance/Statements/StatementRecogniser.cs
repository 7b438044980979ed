using System.Text.RegularExpressions;
using Workforce.Core.Finance.Statements.Ofx;

namespace Workforce.Core.Finance.Statements;

/// <summary>Tells the formats apart by what the text holds. Names lie: banks send CSV as .xls and OFX as .txt.</summary>
internal static partial class StatementRecogniser
{
    private const int Looked = 200_000;

    /// <exception cref="UnreadableStatementException">Text of no kind that Prime reads.</exception>
    public static StatementFormat OfText(string text, string fileName)
    {
        var start = text.Length > Looked ? text[..Looked] : text;
        if (Ofx().IsMatch(start)) return OfxStatement.FormatOf(start, fileName);
        if (CamtReport().IsMatch(start)) return StatementFormat.Camt052;
        if (CamtAny().IsMatch(start)) return StatementFormat.Camt053;
        if (Mt940Tags().Matches(start).Select(tag => tag.Groups[1].Value).Distinct().Take(3).Count() == 3) return StatementFormat.Mt940;
        if (QifHeader().IsMatch(start)) return StatementFormat.Qif;
        if (Html().IsMatch(start))
        {
            throw new UnreadableStatementException("The file is a web page, perhaps the bank's sign-in page in place of the statement. Sign in at the bank and download the statement again.");
        }

        if (Xml().Match(start) is { Success: true } xml)
        {
            throw new UnreadableStatementException($"The XML file begins with <{xml.Groups[1].Value}>; a bank statement in XML is a camt.053, a camt.052 or OFX.");
        }

        if (IsTable(start) || OfName(fileName) is StatementFormat.Csv) return StatementFormat.Csv;

        throw new UnreadableStatementException($"The content is of no statement format that can be read ({Known}). It begins with {BankText.Quote(start)}.");
    }

    public const string Known = "OFX, QFX, QIF, CSV, MT940, CAMT.052, CAMT.053 or PDF";

    /// <summary>What the name says, asked only where the content leaves it open: a file without any byte.</summary>
    public static StatementFormat? OfName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".ofx" => StatementFormat.Ofx1,
        ".qfx" => StatementFormat.Qfx,
        ".qif" => StatementFormat.Qif,
        ".sta" or ".940" or ".mt940" or ".swi" => StatementFormat.Mt940,
        ".xml" => StatementFormat.Camt053,
        ".csv" or ".txt" or ".tsv" => StatementFormat.Csv,
        _ => null,
    };

    /// <summary>Two lines or more with the same separator in them.</summary>
    private static bool IsTable(string start)
    {
        var lines = TextLines.Of(start).Select(line => line.Text).Where(line => !string.IsNullOrWhiteSpace(line)).Take(50).ToList();
        return ",;\t|".Any(separator => lines.Count(line => line.Contains(separator)) >= Math.Min(2, lines.Count));
    }

    // The element stands behind a header of lines or of XML, or behind nothing; elsewhere it is part of somebody's text.
    [GeneratedRegex(@"^(?>\s*)(?:OFXHEADER\s*:|(?=<|[A-Z]{3,20}\s*:)[\s\S]*?<\??OFX[\s>/])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ofx();

    [GeneratedRegex(@"<(?:\w+:)?BkToCstmrAcctRpt[\s>]", RegexOptions.CultureInvariant)]
    private static partial Regex CamtReport();

    // The notification is not read, but its parser says so best.
    [GeneratedRegex(@"<(?:\w+:)?BkToCstmr(?:Stmt|DbtCdtNtfctn)[\s>/]|urn:iso:std:iso:20022:tech:xsd:camt\.05", RegexOptions.CultureInvariant)]
    private static partial Regex CamtAny();

    [GeneratedRegex(@"^[\x00-\x09\x0B\x0C\x0E-\x20]*(?:\{[^\r\n]{0,200}\{4:)?:(20|25|25P|28|28C|60F|60M|61|62F|62M|86):", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Mt940Tags();

    [GeneratedRegex(@"^[ \t]*!(?:Type:|Account|Option:|Clear:)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QifHeader();

    [GeneratedRegex(@"^(?>\s*)(?:<!DOCTYPE\s+html|<html[\s>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Html();

    // Atomic: a comment could also be a declaration, and trying both ways for each of many would never end.
    [GeneratedRegex(@"^(?>(?:\s|<\?[^>]*>|<!--.*?-->|<![^>]*>)*)<([A-Za-z_][\w.:-]{0,60})", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Xml();
}
