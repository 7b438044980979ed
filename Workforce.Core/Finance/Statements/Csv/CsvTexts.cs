using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>The words of a line.</summary>
internal static class CsvTexts
{
    /// <summary>
    /// The columns whose text describes a transaction. Where the header names none: those that hold words and are not the
    /// same on every line (the holder's own name and the bank's codes are).
    /// </summary>
    public static int[] Columns(CsvTable table)
    {
        var named = table.Columns.All(ColumnRole.Counterparty).Concat(table.Columns.All(ColumnRole.Description)).Order().ToArray();
        if (named.Length > 0) return named;

        return [.. Enumerable.Range(0, table.Columns.Roles.Length).Where(column => table.Columns.Roles[column] is null or ColumnRole.Other && IsWords(table, column))];
    }

    private static bool IsWords(CsvTable table, int column)
    {
        var cells = table.Rows.Select(row => row.Cell(column)).Where(cell => cell.Length > 0).ToList();
        var words = cells.Count(cell => cell.Count(char.IsLetter) >= 3);
        return words * 2 > cells.Count && (table.Rows.Count == 1 || cells.Distinct().Count() > 1);
    }

    /// <summary>The texts of a line joined, each once, blanks collapsed, with the lines that continue it.</summary>
    public static string Description(CsvLine line, int[] columns)
    {
        var parts = columns.Select(column => Folded.Blanks(line.Row.Cell(column))).Concat(line.Continued.Select(Folded.Blanks)).Where(part => part.Length > 0);
        var text = string.Join(' ', parts.Distinct(StringComparer.OrdinalIgnoreCase));
        return text.Length > StatementLimits.Description ? text[..StatementLimits.Description] : text;
    }
}
