using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>A file as a table: which column holds what, and the rows below the header.</summary>
/// <param name="Headers">As written, for messages.</param>
internal sealed record ImportTable(string Encoding, string[] Headers, IReadOnlyDictionary<ImportField, int> Columns, IReadOnlyList<CsvRow> Rows)
{
    private const int HeaderWithin = 20;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public bool Has(ImportField field) => Columns.ContainsKey(field);

    /// <summary>Without blanks around it; empty where there is no such column or the row is shorter.</summary>
    public string Cell(CsvRow row, ImportField field) => Columns.TryGetValue(field, out var column) ? row.Cell(column) : "";

    /// <summary>The column as the file calls it.</summary>
    public string Header(ImportField field) => Columns.TryGetValue(field, out var column) ? Headers[column].Trim() : ImportFields.Word(field);

    /// <exception cref="UnreadableImportException">No line is a header.</exception>
    public static ImportTable Find(ReadOnlyMemory<byte> content)
    {
        var (text, encoding, _) = TextDecoding.Decode(content);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UnreadableImportException("The file is empty.");
        }

        if (TimeclockText.Rows(text) is { } timeclock)
        {
            return new(encoding, TimeclockText.Headers, TimeclockText.Columns, timeclock);
        }

        (char Delimiter, int At, Dictionary<ImportField, int> Columns)? best = null;
        foreach (var delimiter in Delimiters)
        {
            var head = CsvRow.ReadAll(text, delimiter, HeaderWithin);
            for (var at = 0; at < head.Count; at++)
            {
                var columns = ColumnsOf(head[at]);
                if (columns.Count > Math.Max(1, best?.Columns.Count ?? 0)) best = (delimiter, at, columns);
            }
        }

        if (best is not { } found)
        {
            var first = text.AsSpan().TrimStart().ToString().Split('\n', 2)[0].Trim();
            throw new UnreadableImportException($"No line names the columns. The first line is “{(first.Length > 80 ? first[..80] + "…" : first)}”; expected is a line with names such as number, name, email, start, end, parted by a comma, a semicolon, a tab or a bar.");
        }

        var rows = CsvRow.ReadAll(text, found.Delimiter);
        return new(encoding, rows[found.At].Cells, found.Columns, [.. rows.Skip(found.At + 1).Where(row => !row.IsBlank)]);
    }

    private static Dictionary<ImportField, int> ColumnsOf(CsvRow header)
    {
        var columns = new Dictionary<ImportField, int>();
        for (var at = 0; at < header.Cells.Length; at++)
        {
            if (ImportFields.Find(header.Cells[at]) is { } field)
            {
                columns.TryAdd(field, at);
            }
        }

        return columns;
    }
}

/// <summary>The file as a whole cannot be read; the message says why and what is expected.</summary>
internal sealed class UnreadableImportException(string message) : Exception(message);
