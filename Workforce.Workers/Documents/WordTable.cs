using System.Globalization;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Workers.Documents;

/// <summary>
/// The table of words that both pdftotext -tsv and tesseract write: level, page, three or four positions in the text, left,
/// top, width, height, confidence, text. A row of level 1 is a page, of level 5 a word.
/// </summary>
internal static class WordTable
{
    private const int Columns = 12;
    private const string PageLevel = "1";
    private const string WordLevel = "5";

    /// <param name="recognised">True for tesseract, whose confidence means something.</param>
    public static List<PdfPage> Read(string table, bool recognised)
    {
        var pages = new List<(int Number, double Width, double Height, List<PdfWord> Words)>();
        foreach (var row in table.Split('\n').Skip(1))
        {
            var cells = row.TrimEnd('\r').Split('\t', Columns);
            if (cells.Length < Columns) continue;

            if (cells[0] == PageLevel) pages.Add(((int)Number(cells[1]), Number(cells[8]), Number(cells[9]), []));
            else if (cells[0] == WordLevel && pages.Count > 0 && Word(cells, recognised) is { } word) pages[^1].Words.Add(word);
        }

        return [.. pages.Select(page => new PdfPage(page.Number, page.Width, page.Height, page.Words))];
    }

    private static PdfWord? Word(string[] cells, bool recognised)
    {
        if (string.IsNullOrWhiteSpace(cells[11])) return null;

        double left = Number(cells[6]), top = Number(cells[7]);
        return new PdfWord(cells[11].Trim(), left, top, left + Number(cells[8]), top + Number(cells[9]), recognised ? (int)Number(cells[10]) : null);
    }

    private static double Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
