using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>A column of amounts: its edges, and its role where a header names it.</summary>
internal sealed record PdfColumn(double Left, double Right, ColumnRole? Role, string Name);

/// <summary>Finds the columns of amounts by the header above them, or by the edges on which they line up.</summary>
internal static class PdfColumns
{
    private static readonly ColumnRole[] MoneyRoles = [ColumnRole.Amount, ColumnRole.Debit, ColumnRole.Credit, ColumnRole.Balance];

    /// <summary>Amounts whose right edges are this share of the page's width apart stand in different columns.</summary>
    private const double ColumnWidth = 0.025;

    /// <summary>The columns of money that a line names as a table's header does, empty for any other line.</summary>
    public static List<PdfColumn> Header(PdfLine line)
    {
        var cells = line.Cells().Select(cell => (cell.Text, cell.Left, cell.Right, ColumnVocabulary.Find(cell.Text)?.Role)).ToList();
        // A second line of a header may hold nothing but "(EUR)" under each column.
        if (cells.Select(cell => cell.Role).OfType<ColumnRole>().Distinct().Count() < 2) return [];

        return [.. cells.Where(cell => cell.Role is { } role && MoneyRoles.Contains(role)).Select(cell => new PdfColumn(cell.Left, cell.Right, cell.Role, cell.Text))];
    }

    /// <summary>Columns by the right edges of amounts, where no header tells.</summary>
    public static List<PdfColumn> ByEdges(IReadOnlyList<PdfCandidate> lines)
    {
        var columns = new List<PdfColumn>();
        foreach (var (amount, width) in lines.SelectMany(line => line.Amounts.Select(amount => (amount, line.Line.PageWidth))).OrderBy(placed => placed.amount.Right))
        {
            if (columns.Count > 0 && amount.Right - columns[^1].Right < width * ColumnWidth) columns[^1] = columns[^1] with { Left = Math.Min(columns[^1].Left, amount.Left), Right = amount.Right };
            else columns.Add(new PdfColumn(amount.Left, amount.Right, null, $"amount {columns.Count + 1}"));
        }

        return columns;
    }

    /// <summary>The column an amount stands in: the one with the nearest edge or middle, -1 where none is near.</summary>
    public static int At(IReadOnlyList<PdfColumn> columns, PlacedAmount amount, double pageWidth)
    {
        var nearest = Enumerable.Range(0, columns.Count).OrderBy(at => Distance(columns[at], amount)).FirstOrDefault(-1);
        return nearest >= 0 && Distance(columns[nearest], amount) < pageWidth * 0.06 ? nearest : -1;
    }

    private static double Distance(PdfColumn column, PlacedAmount amount) => Math.Min(
        Math.Min(Math.Abs(column.Right - amount.Right), Math.Abs(column.Left - amount.Left)),
        Math.Abs(column.Left + column.Right - amount.Left - amount.Right) / 2);

    /// <summary>The header's currency, by majority, because recognition may misread one of them.</summary>
    public static string? Currency(IEnumerable<string> texts) => texts
        .Select(text => Currencies.CodeWithin(text) ?? SignWithin(text))
        .OfType<string>().GroupBy(code => code).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    private static string? SignWithin(string text) =>
        text.Split(' ', '(', ')').Select(word => Currencies.Code(word) is { } code && word.Length < 4 && !word.All(char.IsAsciiLetter) ? code : null).FirstOrDefault(code => code is not null);
}
