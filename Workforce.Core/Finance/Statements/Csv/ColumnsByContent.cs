using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>Corrects what the header says by what the cells hold: some names mean different things at different banks.</summary>
internal static class ColumnsByContent
{
    /// <summary>Words that are a direction under any header; single letters count only where the header says that the column is one.</summary>
    private static readonly HashSet<string> PlainDirections =
        ["debit", "credit", "dr", "cr", "dbit", "crdt", "debet", "kredit", "soll", "haben", "inflow", "outflow", "incoming", "outgoing", "af", "bij", "bevetel", "kiadas", "debetas", "kreditas"];

    public static CsvColumns Correct(CsvColumns columns, IReadOnlyList<CsvRow> rows)
    {
        var roles = columns.Roles.ToArray();
        for (var column = 0; column < roles.Length; column++)
        {
            var cells = rows.Select(row => row.Cell(column)).Where(cell => cell.Length > 0).ToList();
            if (cells.Count > 0) roles[column] = Correct(roles[column], cells);
        }

        return new CsvColumns(roles, columns.Names, columns.Languages);
    }

    private static ColumnRole? Correct(ColumnRole? role, List<string> cells) => role switch
    {
        // "Valuta" is a date in German and a currency in Dutch, "Value" a date or an amount.
        ColumnRole.Date or ColumnRole.BookingDate or ColumnRole.ValueDate when cells.TrueForAll(cell => Currencies.Code(cell) is not null) => ColumnRole.Currency,
        ColumnRole.ValueDate when Most(cells, cell => WrittenDate.Parse(cell) is null && WrittenAmount.Parse(cell) is not null) => ColumnRole.Amount,
        ColumnRole.Currency when cells.TrueForAll(cell => WrittenDate.Parse(cell) is not null) => ColumnRole.ValueDate,
        ColumnRole.Direction when cells.TrueForAll(cell => DirectionWords.Read(cell) == DirectionMark.None) => ColumnRole.Other,
        ColumnRole.Debit or ColumnRole.Credit or ColumnRole.Description or ColumnRole.Other or null
            when cells.TrueForAll(cell => PlainDirections.Contains(Folded.Text(cell))) => ColumnRole.Direction,
        ColumnRole.Debit or ColumnRole.Credit when cells.TrueForAll(cell => WrittenAmount.Parse(cell) is null) => ColumnRole.Other,
        _ => role,
    };

    private static bool Most(List<string> cells, Predicate<string> holds) => cells.Count(cell => holds(cell)) * 10 >= cells.Count * 9;
}
