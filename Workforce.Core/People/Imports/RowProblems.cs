using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.People.Imports;

/// <summary>One thing to say about a file.</summary>
public sealed record ImportProblem(ProblemSeverity Severity, int? Row, string? Column, string? Value, string Message);

/// <summary>What is wrong with the rows of a file, and which of them are not to be stored.</summary>
internal sealed class RowProblems(ImportTable table)
{
    private const int LongestValue = 120;

    private readonly List<ImportProblem> all = [];
    private readonly HashSet<int> failed = [];

    public IReadOnlyList<ImportProblem> All => all;

    public int Failed => failed.Count;

    public bool HasFailed(CsvRow row) => failed.Contains(row.Line);

    /// <param name="message">What is expected, as a sentence.</param>
    public void Error(CsvRow row, ImportField? field, string message) => Add(ProblemSeverity.Error, row, field, message);

    public void Warning(CsvRow row, ImportField? field, string message) => Add(ProblemSeverity.Warning, row, field, message);

    private void Add(ProblemSeverity severity, CsvRow row, ImportField? field, string message)
    {
        if (severity is ProblemSeverity.Error)
        {
            failed.Add(row.Line);
        }

        var value = field is { } known ? table.Cell(row, known) : null;
        all.Add(new(severity, row.Line, field is { } of ? table.Header(of) : null, value is { Length: > LongestValue } ? value[..LongestValue] + "…" : value, message));
    }
}
