namespace Workforce.Contracts.Finance;

/// <summary>Where a statement is. The words are the wire's.</summary>
public enum StatementStatus
{
    /// <summary>Stored, no employee has finished with it.</summary>
    Uploaded,

    /// <summary>On its way through the employees.</summary>
    Processing,

    /// <summary>Every employee is done; every line was readable.</summary>
    Completed,

    /// <summary>Every employee is done; some lines could not be read and are listed as problems.</summary>
    Partial,

    /// <summary>Readable and without bank lines.</summary>
    Empty,

    /// <summary>Could not be read; nothing of it is stored beyond the file's name and the reason.</summary>
    Rejected,

    /// <summary>A stage gave up after all its attempts.</summary>
    Failed,
}

/// <param name="Existing">True where the same file had been uploaded before: nothing was added.</param>
public sealed record UploadedStatement(StatementRow Statement, bool Existing);

/// <summary>One uploaded file and what came of it. Counts and sums are of the file; <c>Added</c> is what was new.</summary>
/// <param name="Format">ofx1, ofx2, qfx, qif, csv, mt940, camt052, camt053, pdf_text or pdf_image; null until it is parsed.</param>
/// <param name="Sum">Sum of the amounts, money out negative; null where several currencies are in the file (see <c>Sums</c>).</param>
/// <param name="Currencies">ISO codes in the file, empty where it names none.</param>
/// <param name="Stage">The employee that has it now, or that finished it last.</param>
public sealed record StatementRow(
    Guid Id,
    string FileName,
    long Size,
    StatementStatus Status,
    string Stage,
    string? Format,
    string? Error,
    int Accounts,
    int Transactions,
    int Added,
    int Duplicates,
    decimal? Sum,
    IReadOnlyDictionary<string, decimal> Sums,
    IReadOnlyList<string> Currencies,
    DateOnly? First,
    DateOnly? Last,
    int Categorised,
    int Recurring,
    int Insights,
    int Findings,
    int ReceiptsMatched,
    IReadOnlyList<ProblemRow> Problems,
    Guid CorrelationId,
    DateTimeOffset UploadedAt,
    DateTimeOffset? CompletedAt);

/// <param name="Severity">warning or error.</param>
public sealed record ProblemRow(string Severity, int? Line, string? Field, string Message);

public sealed record StatementPage(IReadOnlyList<StatementRow> Statements, string? Next);

public sealed record AccountRow(Guid Id, string Name, string? AccountRef, string Type, string? Currency, int Transactions, DateOnly? First, DateOnly? Last);

public sealed record DashboardSummary(int Statements, int Transactions, int Uncategorised, int Receipts, int ReceiptsUnmatched, int OpenFindings, int Insights, int OpenSuggestions, IReadOnlyList<string> Currencies);
