using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;
using Workforce.Web.Ui;

namespace Workforce.Web.Finance.Uploads;

/// <summary>What is said of a file on its way.</summary>
internal static class RunWords
{
    public static string State(FileRun run) => run.State switch
    {
        RunState.Asking => "Your turn",
        RunState.Sending => $"Sending {run.SentPercent} %",
        RunState.Working => "At work",
        _ => Outcome(run),
    };

    public static string Outcome(FileRun run) => run switch
    {
        { State: RunState.Failed, Statement.Status: StatementStatus.Rejected } or { State: RunState.Failed, Receipt.Status: ReceiptStatus.Rejected } => "Not readable",
        { State: RunState.Failed } => "Failed",
        { Existing: true } => "Known",
        { Statement.Status: StatementStatus.Empty } => "No lines in it",
        { Statement.Status: StatementStatus.Partial } => "Done, with problems",
        { Receipt.Status: ReceiptStatus.Unmatched } => "No line for it yet",
        { Receipt.Status: ReceiptStatus.NotAReceipt } => "Not a receipt",
        { Receipt.Status: ReceiptStatus.Matched } => "Matched",
        _ => "Done",
    };

    public static string Tone(FileRun run) => run.State switch
    {
        RunState.Done => "good",
        RunState.Warned or RunState.Asking => "warn",
        RunState.Failed => "bad",
        _ => "info",
    };

    public static string Elapsed(FileRun run, DateTimeOffset now) => run.State switch
    {
        RunState.Asking => "",
        _ when run.Existing => "",
        _ => Words.Span((run.EndedAt ?? now) - run.StartedAt),
    };

    /// <summary>What an employee made of a file, once its outcome is known.</summary>
    public static string? Result(FileRun run, string employee) => (employee, run.Statement, run.Receipt) switch
    {
        (EmployeeNames.Prime, { Format: not null } statement, _) => Words.Count(statement.Transactions, "line"),
        (EmployeeNames.Byte, { ReceiptsMatched: > 0 } statement, _) => $"{Words.Count(statement.ReceiptsMatched, "receipt")} matched",
        (EmployeeNames.Byte, not null, _) when run.IsOver => "No receipt to match",
        (EmployeeNames.Tag, { } statement, _) when run.IsOver => $"{statement.Categorised} of {statement.Transactions} categorised",
        (EmployeeNames.Crystal, { } statement, _) when run.IsOver => Words.Count(statement.Insights, "insight"),
        (EmployeeNames.Ledger, { } statement, _) when run.IsOver => Words.Count(statement.Findings, "finding"),
        (EmployeeNames.Notifications, _, _) => "You are told",
        (EmployeeNames.Byte, _, { Status: ReceiptStatus.Matched }) => "Matched to a line",
        (EmployeeNames.Byte, _, { Status: ReceiptStatus.Unmatched }) => "Read, no line yet",
        _ => null,
    };

    public static string Problem(ProblemRow problem) =>
        $"{(problem.Line is { } line ? $"Line {line}" : "File")}{(problem.Field is { } field ? $", {field}" : "")}: {problem.Message}";

    public static string Read(ReceiptRow receipt) =>
        string.Join(" · ", new[] { receipt.Merchant, receipt.Date is { } date ? Words.Date(date) : null, receipt.Total is { } total ? Money.Text(total, receipt.Currency) : null }.Where(part => part is not null));
}
