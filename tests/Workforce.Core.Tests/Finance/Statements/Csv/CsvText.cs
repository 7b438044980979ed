using System.Text;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

/// <summary>CSV files written out in a test.</summary>
internal static class CsvText
{
    public static ParsedStatementFile Parse(string text, CsvHints? hints = null, string fileName = "export.csv") =>
        CsvStatement.Parse(Encoding.UTF8.GetBytes(text), fileName, hints);

    /// <summary>Each transaction as "date amount", in file order.</summary>
    public static string[] DatedAmounts(this ParsedStatementFile file) =>
        [.. file.Accounts.SelectMany(account => account.Transactions).Select(line => $"{line.Date?.ToString("O") ?? "pending"} {line.Amount}")];

    public static decimal[] Amounts(this ParsedStatementFile file) => [.. file.Accounts.SelectMany(account => account.Transactions).Select(line => line.Amount)];

    public static string[] Errors(this ParsedStatementFile file) => [.. file.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => $"{problem.Line} {problem.Field}: {problem.Message}")];

    public static string[] Warnings(this ParsedStatementFile file) => [.. file.Problems.Where(problem => problem.Severity == ProblemSeverity.Warning).Select(problem => problem.Message)];
}
