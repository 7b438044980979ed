using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>Sorts the rows of a table into transactions, what belongs to the line above, balances and sums, titles of sections, and bad lines.</summary>
internal sealed class LineSorting(CsvTable table, ProblemList problems)
{
    private readonly CsvColumns columns = table.Columns;
    private readonly List<CsvLine> lines = [];
    private readonly List<CsvBalanceLine> balances = [];
    private bool pendingSection;

    public static CsvLines Sort(CsvTable table, ProblemList problems)
    {
        var sorting = new LineSorting(table, problems);
        foreach (var row in table.Rows) sorting.Take(row);
        return new CsvLines(sorting.lines, sorting.balances);
    }

    private void Take(CsvRow row)
    {
        var dateColumn = columns.Dates.FirstOrDefault(column => row.Cell(column).Length > 0, columns.Dates[0]);
        var dateCell = row.Cell(dateColumn);
        var moneyColumns = new[] { columns.Amount, columns.Debit, columns.Credit }.Where(column => row.Cell(column).Length > 0).ToList();

        if (row.OpenQuote) Bad(row, null, "A quote is opened on this line and never closed");
        else if (moneyColumns.Count == 0 && (dateCell.Length == 0 || IsLoneText(row, dateCell))) TakeText(row);
        else if (IsSum(row, dateCell.Length > 0)) TakeSum(row, dateCell);
        else if (table.Header is not null && row.Width > Math.Max(table.Header.Cells.Length, columns.Roles.Length))
            Bad(row, null, $"The line has {row.Width} cells where the header has {table.Header.Cells.Length}; a {table.Delimiter} within a text must stand in quotes");
        else if (LineWords.IsVoid(row.Cell(columns.Status))) problems.Warning(row.Line, columns.Name(columns.Status), $"The line is marked \"{row.Cell(columns.Status)}\" and was left out.");
        else TakeTransaction(row, dateCell, dateColumn, moneyColumns);
    }

    private void TakeTransaction(CsvRow row, string dateCell, int dateColumn, List<int> moneyColumns)
    {
        var pending = pendingSection || LineWords.IsPending(dateCell) || LineWords.IsPending(row.Cell(columns.Status));
        var date = WrittenDate.Parse(dateCell);
        var zero = moneyColumns.Find(column => WrittenAmount.Parse(row.Cell(column)) is null or { Proof: DecimalProof.Broken });
        if (date?.Third is null && !(pending && (dateCell.Length == 0 || LineWords.IsPending(dateCell))))
            Bad(row, columns.Name(dateColumn), dateCell.Length == 0 ? "The line has an amount and no date" : $"\"{dateCell}\" is not a date");
        else if (moneyColumns.Count == 0) Bad(row, columns.Name(Math.Max(columns.Amount, columns.Debit)), "The line has no amount");
        else if (moneyColumns.Exists(column => WrittenAmount.Parse(row.Cell(column)) is null or { Proof: DecimalProof.Broken }))
            Bad(row, columns.Name(zero), $"\"{row.Cell(zero)}\" is not an amount");
        else
        {
            lines.Add(new CsvLine(row)
            {
                Date = date,
                OtherDate = columns.Dates.Where(column => column != dateColumn).Select(column => WrittenDate.Parse(row.Cell(column))).FirstOrDefault(other => other?.Third is not null),
                Pending = pending,
                Amount = Money(row, columns.Amount),
                Debit = Money(row, columns.Debit),
                Credit = Money(row, columns.Credit),
                Balance = Money(row, columns.Balance),
                Direction = DirectionWords.Read(row.Cell(columns.Direction)) is var mark && mark == DirectionMark.None ? MarkWithoutHeader(row) : mark,
            });
        }
    }

    /// <summary>A row with neither date nor amount: the rest of the description above, the title of a section, or a remark of the bank.</summary>
    private void TakeText(CsvRow row)
    {
        var filled = Enumerable.Range(0, row.Cells.Length).Where(column => row.Cell(column).Length > 0).ToList();
        var text = string.Join(' ', filled.Select(row.Cell));
        if (LineWords.IsPending(text)) pendingSection = true;
        else if (LineWords.IsPosted(text)) pendingSection = false;
        else if (IsSum(row, hasDate: false)) TakeSum(row, "");
        else if (lines.Count > 0 && filled.Count > 0 && table.TextColumns.Contains(filled[0]) && filled[0] > 0) lines[^1].Continued.Add(text);
        else problems.Warning(row.Line, null, $"The line has neither a date nor an amount and was left out: \"{(text.Length > 80 ? text[..80] : text)}\".");
    }

    /// <summary>The title of a section stands in the first cell, under whatever the header has there.</summary>
    private static bool IsLoneText(CsvRow row, string dateCell) => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) == 1 && WrittenDate.Parse(dateCell) is null;

    private static bool IsSum(CsvRow row, bool hasDate) =>
        row.Cells.Any(cell => cell.Length is > 2 and < 60 && (LineWords.Balance(cell) is not null || LineWords.IsTurnover(cell) || (!hasDate && LineWords.IsTotal(cell))));

    private void TakeSum(CsvRow row, string dateCell)
    {
        var kind = row.Cells.Select(LineWords.Balance).FirstOrDefault(balance => balance is not null);
        var amount = new[] { columns.Balance, columns.Amount, columns.Credit, columns.Debit }.Select(column => Money(row, column)).FirstOrDefault(money => money is not null)
            ?? row.Cells.Where(cell => WrittenDate.Parse(cell) is null).Select(WrittenAmount.Parse).FirstOrDefault(money => money is { Proof: not DecimalProof.Broken });
        if (kind is not null && amount is not null) balances.Add(new CsvBalanceLine(row, kind.Value, WrittenDate.Parse(dateCell), amount, DirectionWords.Read(row.Cell(columns.Direction))));
    }

    /// <summary>"CR" in a column that has no name, as card exports write it behind payments.</summary>
    private DirectionMark MarkWithoutHeader(CsvRow row) =>
        columns.Direction >= 0 ? DirectionMark.None : row.Cells.Where((cell, column) => column >= columns.Roles.Length || columns.Roles[column] is null)
            .Select(cell => cell.Trim()).Where(cell => cell is "CR" or "Cr" or "DR" or "Dr").Select(DirectionWords.Read).FirstOrDefault();

    private static WrittenAmount? Money(CsvRow row, int column) => column < 0 ? null : WrittenAmount.Parse(row.Cell(column));

    private void Bad(CsvRow row, string? column, string what) => problems.Error(row.Line, column, $"{what}.");
}
