using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

internal enum WrittenSign { Signed, TwoColumns, DirectionColumn, MarkBehind, CreditsMarked }

internal sealed record DialectLine(DateOnly Date, long Cents, string Text);

/// <summary>A way in which a bank may write its export, and lines to write in it.</summary>
internal sealed record CsvDialect(char Delimiter, char Decimal, string Thousands, string DateFormat, WrittenSign Sign, string Encoding, string NewLine, bool English, string? Currency, bool WholeWithoutCents, bool NewestFirst, DialectLine[] Lines)
{
    private static readonly Gen<DialectLine> Line =
        from day in Gen.Choose(0, 700)
        from cents in Gen.OneOf(Gen.Choose(1, 2000), Gen.Choose(2001, 90_000_000), Gen.Choose(1, 5000).Select(whole => whole * 100))
        from credit in Gen.Elements(false, false, true)
        from text in Gen.Elements("Coffee", "Café Zoë", "Müller; Söhne", "a, b", "say \"hi\"", "Rent 10/2026", "1.234", "tab\there")
        select new DialectLine(new DateOnly(2025, 1, 1).AddDays(day), credit ? cents : -cents, text);

    public static Gen<CsvDialect> Any { get; } =
        from delimiter in Gen.Elements(',', ';', '\t', '|')
        from point in Gen.Elements('.', ',')
        from thousands in Gen.Elements("", " ", "'", point == '.' ? "," : ".")
        from date in Gen.Elements("yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "d.M.yyyy", "dd-MM-yy", "yyyyMMdd", "dd-MMM-yyyy", "M/d/yy")
        from sign in Gen.Elements(Enum.GetValues<WrittenSign>())
        from encoding in Gen.Elements("utf-8", "utf-16", "utf-16BE", "windows-1252")
        from newLine in Gen.Elements("\n", "\r\n")
        from english in Gen.Elements(true, false)
        from currency in Gen.Elements("EUR", "USD", null)
        from whole in Gen.Elements(true, false)
        from newestFirst in Gen.Elements(true, false)
        from lines in Line.NonEmptyListOf()
        select new CsvDialect(delimiter, point, thousands, date, sign, encoding, newLine, english, currency, whole, newestFirst, [.. lines]).Sensible();

    public byte[] Write()
    {
        var text = new StringBuilder(Row([.. Header()]));
        foreach (var line in Lines) text.Append(Row([.. Cells(line)]));
        return (CodePagesEncodingProvider.Instance.GetEncoding(Encoding) ?? System.Text.Encoding.GetEncoding(Encoding)).GetBytes(text.ToString());
    }

    /// <summary>Lines stand in order of date, and a card export that marks its credits has one to mark.</summary>
    private CsvDialect Sensible()
    {
        var lines = NewestFirst ? Lines.OrderByDescending(line => line.Date) : Lines.OrderBy(line => line.Date);
        return this with { Lines = Sign == WrittenSign.CreditsMarked ? [.. lines.Append(new DialectLine(new DateOnly(2026, 12, 28), 12345, "Payment"))] : [.. lines] };
    }

    private IEnumerable<string> Header()
    {
        string[] names = English ? ["Date", "Description", "Amount", "Debit", "Credit", "D/C", "Currency"] : ["Datum", "Verwendungszweck", "Betrag", "Soll", "Haben", "Soll/Haben", "Währung"];
        yield return names[0];
        yield return names[1];
        if (Sign == WrittenSign.TwoColumns)
        {
            yield return names[3];
            yield return names[4];
        }
        else
        {
            yield return names[2];
        }

        if (Sign == WrittenSign.DirectionColumn) yield return names[5];
        if (Currency is not null) yield return names[6];
    }

    private IEnumerable<string> Cells(DialectLine line)
    {
        yield return line.Date.ToString(DateFormat, CultureInfo.InvariantCulture);
        yield return line.Text;
        var size = Amount(Math.Abs(line.Cents));
        switch (Sign)
        {
            case WrittenSign.TwoColumns:
                yield return line.Cents < 0 ? size : "";
                yield return line.Cents < 0 ? "" : size;
                break;
            case WrittenSign.DirectionColumn:
                yield return size;
                yield return (line.Cents < 0, English) switch { (true, true) => "D", (true, false) => "S", (false, true) => "C", _ => "H" };
                break;
            case WrittenSign.MarkBehind:
                yield return size + (line.Cents < 0 ? " DR" : " CR");
                break;
            case WrittenSign.CreditsMarked:
                yield return size + (line.Cents < 0 ? "" : " CR");
                break;
            default:
                yield return (line.Cents < 0 ? "-" : "") + size;
                break;
        }

        if (Currency is not null) yield return Currency;
    }

    private string Amount(long cents)
    {
        var whole = (cents / 100).ToString(CultureInfo.InvariantCulture);
        for (var at = whole.Length - 3; at > 0; at -= 3) whole = whole.Insert(at, Thousands);
        return WholeWithoutCents && cents % 100 == 0 ? whole : $"{whole}{Decimal}{cents % 100:00}";
    }

    private string Row(string[] cells) => string.Join(Delimiter, cells.Select(Quoted)) + NewLine;

    private string Quoted(string cell) => cell.IndexOfAny([Delimiter, '"', '\n']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
