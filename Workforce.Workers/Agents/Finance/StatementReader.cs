using Workforce.Core.Finance;
using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Reads a statement of any format.</summary>
internal static class StatementReader
{
    public static ParsedStatementFile Read(byte[] content, string fileName, StatementHints? hints) =>
        StatementFile.IsPdf(content)
            ? throw new UnreadableStatementException("PDF statements cannot be read yet.")
            : StatementFile.Parse(content, fileName, Of(hints));

    private static CsvHints? Of(StatementHints? hints) => hints is null
        ? null
        : new CsvHints(
            hints.DateOrder switch { "dmy" => DateOrder.DayFirst, "mdy" => DateOrder.MonthFirst, "ymd" => DateOrder.YearFirst, _ => null },
            hints.DecimalSeparator is [var separator] ? separator : null,
            hints.SpendingIsPositive,
            hints.Currency);
}
