using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>A transaction line with its amounts read and sorted by column.</summary>
/// <param name="Column">Index of the column of its amount, for tables whose header says nothing of it.</param>
internal sealed record PdfEntry(PdfCandidate Line, decimal? Amount, decimal? Debit, decimal? Credit, decimal? Balance, int Column, DirectionMark Mark)
{
    /// <summary>The size of what moved, whichever column it stands in.</summary>
    public decimal? Moved => Debit ?? Credit ?? Amount;

    public SignCase Case => new(Amount, Debit, Credit, Mark, Balance, Line.Text);
}

/// <summary>A table of a statement: its lines under their columns.</summary>
internal static class PdfEntries
{
    /// <summary>Reads the amounts of each line into the roles of their columns; the columns of tables without a header get theirs by how they are filled.</summary>
    public static List<PdfEntry> Read(IReadOnlyList<PdfRow> rows, char point)
    {
        var withoutHeader = rows.Where(row => row.Columns.Count == 0).Select(row => row.Line).ToList();
        var edges = WithRoles(PdfColumns.ByEdges(withoutHeader), withoutHeader);
        var entries = rows.Select(row => Entry(row.Line, row.Columns.Count > 0 ? row.Columns : edges, point)).OfType<PdfEntry>().ToList();
        return AmountIsBalance(entries) ? [.. entries.Select(entry => entry with { Balance = entry.Amount, Amount = null })] : entries;
    }

    private static PdfEntry? Entry(PdfCandidate line, IReadOnlyList<PdfColumn> columns, char point)
    {
        var entry = new PdfEntry(line, null, null, null, null, -1, DirectionMark.None);
        foreach (var placed in line.Amounts)
        {
            var at = PdfColumns.At(columns, placed, line.Line.PageWidth);
            if (at < 0 || placed.Amount.Value(point) is not { } value) continue;

            entry = columns[at].Role switch
            {
                ColumnRole.Debit => entry with { Debit = value, Column = at },
                ColumnRole.Credit => entry with { Credit = value, Column = at },
                ColumnRole.Balance => entry with { Balance = placed.Amount.Mark == DirectionMark.Debit ? -value : value },
                _ => entry with { Amount = value, Column = at, Mark = placed.Amount.Mark },
            };
        }

        return entry.Moved is null && entry.Balance is null ? null : entry;
    }

    /// <summary>The right-most of several columns is the balance where most lines fill it besides another.</summary>
    private static List<PdfColumn> WithRoles(List<PdfColumn> columns, List<PdfCandidate> lines)
    {
        if (columns.Count < 2) return columns;

        var last = columns.Count - 1;
        var both = lines.Count(line => line.Amounts.Count > 1 && line.Amounts.Any(amount => PdfColumns.At(columns, amount, line.Line.PageWidth) == last));
        if (both * 2 > lines.Count) columns[last] = columns[last] with { Role = ColumnRole.Balance, Name = "balance" };
        return columns;
    }

    /// <summary>Beside a column for money in and one for money out, "amount" is what the account then holds.</summary>
    private static bool AmountIsBalance(List<PdfEntry> entries)
    {
        var both = entries.FindAll(entry => entry.Amount is not null && (entry.Debit ?? entry.Credit) is not null);
        return both.Count > 0 && entries.TrueForAll(entry => entry.Balance is null) && both.Count(entry => Math.Abs(entry.Amount!.Value) != Math.Abs((entry.Debit ?? entry.Credit)!.Value)) * 2 > both.Count;
    }
}

/// <summary>A candidate with the columns of the header above it, none where its table has no header.</summary>
internal sealed record PdfRow(PdfCandidate Line, IReadOnlyList<PdfColumn> Columns);
