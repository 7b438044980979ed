using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>A file taken apart into what stands before its table, the columns and the rows.</summary>
internal sealed record CsvTable(char Delimiter, IReadOnlyList<CsvRow> Preamble, CsvRow? Header, CsvColumns Columns, IReadOnlyList<CsvRow> Rows)
{
    private int[]? textColumns;

    private const int HeaderWithin = 120;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The columns whose text describes a transaction.</summary>
    public int[] TextColumns => textColumns ??= CsvTexts.Columns(this);

    public static CsvTable Find(string text)
    {
        var (delimiters, body) = Declared(text);
        (char Delimiter, int At, CsvColumns Columns)? best = null;
        foreach (var delimiter in delimiters)
        {
            var head = CsvRow.ReadAll(body, delimiter, HeaderWithin);
            for (var at = 0; at < head.Count; at++)
            {
                // A line with a date is a line of the table, not its header.
                if (Array.Exists(head[at].Cells, cell => WrittenDate.Parse(cell)?.Third is not null)) continue;

                var columns = CsvColumns.FromHeader(head[at]);
                if (columns.HasDateAndMoney && columns.Known > (best?.Columns.Known ?? 1)) best = (delimiter, at, columns);
            }
        }

        if (best is not { } found) return Headerless.Find(body, delimiters) ?? throw NoTable(body, delimiters);

        var rows = CsvRow.ReadAll(body, found.Delimiter);
        var header = rows[found.At];
        var below = rows.Skip(found.At + 1).Where(row => !row.IsBlank && !IsSameHeader(row, header)).ToList();
        return new CsvTable(found.Delimiter, rows[..found.At], header, ColumnsByContent.Correct(found.Columns, below), below);
    }

    /// <summary>The same export has the same key the next time: the layout is the list of its column names.</summary>
    public string LayoutKey
    {
        get
        {
            var layout = string.Join('|', Header is null ? Columns.Roles.Select(role => role?.ToString() ?? "") : Header.Cells.Select(Folded.Text));
            return $"csv:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(layout)))[..16]}";
        }
    }

    /// <summary>Spreadsheets may write "sep=;" as a first line.</summary>
    private static (char[] Delimiters, string Body) Declared(string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6 || text[5] is not ('\r' or '\n')) return (Delimiters, text);

        // The line is kept as an empty one, so that line numbers stay those of the file.
        return ([text[4]], text[5..]);
    }

    private static bool IsSameHeader(CsvRow row, CsvRow header) =>
        row.Width == header.Width && row.Cells.Zip(header.Cells).All(pair => pair.First.Trim().Equals(pair.Second.Trim(), StringComparison.OrdinalIgnoreCase));

    private static UnreadableStatementException NoTable(string text, char[] delimiters)
    {
        var rows = delimiters.Select(delimiter => CsvRow.ReadAll(text, delimiter, HeaderWithin)).MaxBy(rows => rows.Sum(row => row.Width))!;
        var widest = rows.MaxBy(row => row.Width);
        if (widest is null || widest.Width < 2) return new UnreadableStatementException("No table was found: no line holds cells parted by a comma, a semicolon, a tab or a bar.", 1);

        var first = rows.First(row => row.Width == widest.Width);
        var cells = string.Join(", ", first.Cells.Where(cell => cell.Trim().Length > 0).Take(8).Select(cell => $"\"{Folded.Blanks(cell)[..Math.Min(24, Folded.Blanks(cell).Length)]}\""));
        return new UnreadableStatementException($"No header line names a date column and an amount, debit or credit column, and the cells do not show which is which. Line {first.Line} holds {cells}.", first.Line);
    }
}
