using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.People.Imports;

/// <summary>The dates of a file. ISO dates and named months settle themselves; the order of the others is decided once for the whole file and never guessed.</summary>
internal sealed record FileDates(DateOrder Order)
{
    /// <exception cref="UnreadableImportException">Two orders are possible and nothing decides.</exception>
    public static FileDates Decide(ImportTable table, string? hint, params ImportField[] fields)
    {
        ImportField[] present = [.. fields.Where(table.Has)];
        var dates = table.Rows.SelectMany(row => present.Select(field => (row.Line, Date: WrittenDate.Parse(table.Cell(row, field))))).Where(found => found.Date?.Third is not null).ToList();
        // Who writes 8:05 AM writes the month first.
        var twelve = table.Rows.Any(row => present.Concat([ImportField.At, ImportField.Start, ImportField.End]).Any(field => WrittenTime.Parse(table.Cell(row, field)) is { TwelveHours: true }));
        var decision = DateOrderDecision.Decide([.. dates.Select(found => found.Date!)], [], HintOf(hint), separator =>
            twelve ? (DateOrder.MonthFirst, "the times are written with AM and PM") : separator == '.' ? (DateOrder.DayFirst, "dots part the numbers") : null);
        return decision.Order is { } order
            ? new FileDates(order)
            : throw new UnreadableImportException(Ambiguity.OfDate(decision, null).Message + $" It stands in row {dates.First(found => found.Date == decision.Undecided).Line}.");
    }

    /// <summary>The date in the cell, a time behind it left alone; null where there is none, and then the row has its error.</summary>
    public DateOnly? Read(ImportTable table, CsvRow row, ImportField field, RowProblems problems)
    {
        if (WrittenDate.Parse(table.Cell(row, field)) is { Third: not null } written && written.Value(Order) is { } date)
        {
            return date;
        }

        problems.Error(row, field, $"Expected is a date such as {Example}.");
        return null;
    }

    /// <summary>True where the cell holds a date with a year.</summary>
    public static bool IsIn(string cell) => WrittenDate.Parse(cell)?.Third is not null;

    public string Example => Order switch
    {
        DateOrder.DayFirst => "2026-10-31 or 31.10.2026",
        DateOrder.MonthFirst => "2026-10-31 or 10/31/2026",
        _ => "2026-10-31",
    };

    private static DateOrder? HintOf(string? hint) => hint switch
    {
        "dmy" => DateOrder.DayFirst,
        "mdy" => DateOrder.MonthFirst,
        "ymd" => DateOrder.YearFirst,
        _ => null,
    };
}
