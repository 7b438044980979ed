using CsvHelper;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>One record of the file with the line on which it begins, counted from 1.</summary>
/// <param name="OpenQuote">True where a quote is opened and never closed, so that its cells cannot be trusted.</param>
internal sealed record CsvRow(int Line, string[] Cells, bool OpenQuote = false)
{
    public bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);

    /// <summary>Number of cells up to the last one that holds anything.</summary>
    public int Width => Array.FindLastIndex(Cells, cell => !string.IsNullOrWhiteSpace(cell)) + 1;

    /// <summary>The cell without blanks around it, empty where the row is shorter.</summary>
    public string Cell(int column) => column >= 0 && column < Cells.Length ? Cells[column].Trim() : "";

    public static List<CsvRow> ReadAll(string text, char delimiter, int atMost = int.MaxValue)
    {
        var (rows, swallowed) = Read(text, delimiter, atMost, acrossLines: true);
        // A quote that is never closed swallows the lines behind it; with each line by itself only that line is lost.
        return swallowed ? Read(text, delimiter, atMost, acrossLines: false).Rows : rows;
    }

    private static (List<CsvRow> Rows, bool Swallowed) Read(string text, char delimiter, int atMost, bool acrossLines)
    {
        var broken = new HashSet<long>();
        var swallowed = false;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            AllowLineBreaksInQuotes = acrossLines,
            TrimWhitespace = true,
            WhitespaceCharacters = delimiter == '\t' ? " " : " \t",
            TrackLineNumbers = true,
            OnMalformedRecord = bad =>
            {
                if (bad.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.LineBreakInQuotes) broken.Add(bad.LineNumber);
                if (bad.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote) swallowed |= bad.RawRecord.AsSpan().IndexOfAny('\r', '\n') >= 0;
            },
        });
        var rows = new List<CsvRow>();
        while (rows.Count < atMost && reader.Read())
        {
            var line = reader.LineNumber;
            rows.Add(new CsvRow((int)line, reader.Current.ToArray(), broken.Contains(line)));
        }

        return (rows, swallowed);
    }
}
