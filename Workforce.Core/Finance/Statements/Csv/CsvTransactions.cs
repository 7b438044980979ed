using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>A transaction with what its line says about the account.</summary>
internal sealed record CsvTransaction(ParsedTransaction Transaction, CsvLine Line, string? AccountId);

/// <summary>Reads each line under the conventions of its file.</summary>
internal static class CsvTransactions
{
    public static List<CsvTransaction> Read(CsvTable table, IReadOnlyList<CsvLine> lines, CsvConventions conventions, CsvCurrencies currencies, ProblemList problems)
    {
        var columns = table.Columns;
        var account = OwnAccount(table);
        var references = lines.Select(line => line.Row.Cell(columns.First(ColumnRole.TransactionId))).Where(id => id.Length > 0).CountBy(id => id).ToDictionary();
        var read = new List<CsvTransaction>();
        foreach (var line in lines)
        {
            var date = line.Date?.Value(conventions.Dates);
            var amount = SignRule.Apply(conventions.Signs, conventions.Case(line, table));
            if (date is null && !line.Pending) Bad(line, columns.Name(columns.Dates[0]), $"\"{line.Date?.Text}\" is no date {Words(conventions.Dates)}");
            else if (amount is null) Bad(line, AmountColumn(columns, line), WhyNoAmount(line, conventions.Decimal));
            else
            {
                WarnOfFee(line, columns, conventions.Decimal, problems);
                var reference = line.Row.Cell(columns.First(ColumnRole.TransactionId));
                read.Add(new CsvTransaction(
                    new ParsedTransaction
                    {
                        Date = date,
                        OtherDate = line.OtherDate?.Value(conventions.Dates),
                        Amount = amount.Value,
                        Currency = currencies.Of(line),
                        Description = CsvTexts.Description(line, table.TextColumns),
                        Counterparty = NullIfEmpty(columns.All(ColumnRole.Counterparty).Select(line.Row.Cell).FirstOrDefault(cell => cell.Length > 0)),
                        BankReference = reference.Length > 0 && references[reference] == 1 ? reference : null,
                        CheckNumber = NullIfEmpty(line.Row.Cell(columns.First(ColumnRole.CheckNumber))),
                        StatedCategory = NullIfEmpty(line.Row.Cell(columns.First(ColumnRole.Category))),
                        Pending = line.Pending,
                        Line = line.Row.Line,
                    },
                    line,
                    NullIfEmpty(line.Row.Cell(account))));
            }
        }

        return read;

        void Bad(CsvLine line, string column, string what) =>
            problems.Error(line.Row.Line, column, $"{what}.");
    }

    /// <summary>
    /// The column with the holder's account. A column that names no owner ("IBAN") is the other side's where it changes from
    /// line to line and the file holds transfers to many.
    /// </summary>
    private static int OwnAccount(CsvTable table)
    {
        foreach (var column in table.Columns.All(ColumnRole.Account))
        {
            var ids = table.Rows.Select(row => row.Cell(column)).Where(id => id.Length > 0).Distinct().Count();
            if (ids == 0) continue;
            if (ids == 1 || Folded.Text(table.Columns.Names[column]) is not ("iban" or "kontonummer" or "kartennummer")) return column;
        }

        return -1;
    }

    /// <summary>Whether a fee is charged besides or already within the amount is the bank's habit; net amounts have it within.</summary>
    private static void WarnOfFee(CsvLine line, CsvColumns columns, char point, ProblemList problems)
    {
        var column = columns.First(ColumnRole.Fee);
        if (columns.All(ColumnRole.OriginalAmount).Any() || WrittenAmount.Parse(line.Row.Cell(column))?.Value(point) is not { } fee || fee == 0) return;

        problems.Warning(line.Row.Line, columns.Name(column), $"A fee of {fee} stands in a column of its own and is not in the amount.");
    }

    private static string AmountColumn(CsvColumns columns, CsvLine line) =>
        columns.Name(line.Amount is not null ? columns.Amount : line.Debit is not null ? columns.Debit : columns.Credit);

    private static string WhyNoAmount(CsvLine line, char point)
    {
        var written = line.Amounts.FirstOrDefault(amount => amount.Value(point) is null);
        if (written is not null) return $"\"{written.Number}\" is not an amount with a decimal {(point == '.' ? "point" : "comma")}, as the other lines have";
        return line.Debit is not null && line.Credit is not null ? "Both money out and money in are filled" : "The line has no amount";
    }

    private static string Words(DateOrder order) => order switch
    {
        DateOrder.DayFirst => "with the day first, as the other lines have it",
        DateOrder.MonthFirst => "with the month first, as the other lines have it",
        _ => "with the year first, as the other lines have it",
    };

    private static string? NullIfEmpty(string? cell) => string.IsNullOrWhiteSpace(cell) ? null : Folded.Blanks(cell);
}
