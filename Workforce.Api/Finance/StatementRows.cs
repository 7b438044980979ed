using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Api.Finance;

/// <summary>Statements as the wire shows them: what the row says, and what its jobs say where the row has no last word yet.</summary>
internal static class StatementRows
{
    public static async Task<IReadOnlyList<StatementRow>> OfAsync(WorkforceDbContext db, IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        // A finished statement needs no look at its jobs.
        Guid[] open = [.. statements.Where(statement => statement.CompletedAt is null).Select(statement => statement.CorrelationId)];
        var jobs = await PipelineState.OfAsync(db, open, ct);
        return [.. statements.Select(statement => Of(statement, jobs.GetValueOrDefault(statement.CorrelationId)))];
    }

    public static IEnumerable<ProblemRow> Problems(IEnumerable<StatementProblem> problems) => problems.Select(problem =>
        new ProblemRow(problem.Severity is ProblemSeverity.Error ? "error" : "warning", problem.Line, problem.Field, problem.Message));

    private static StatementRow Of(Statement statement, PipelineState? jobs) => new(
        statement.Id,
        statement.FileName,
        statement.Size,
        StatusOf(statement.Status, jobs),
        statement.Stage.ToString().ToLowerInvariant(),
        statement.Format?.WireName(),
        statement.Error ?? (jobs?.Failed == true ? jobs.GaveUp : null),
        statement.Accounts,
        statement.Transactions,
        statement.Added,
        statement.Transactions - statement.Added,
        statement.Sums.Count == 1 ? statement.Sums.Values.Single() : null,
        statement.Sums,
        statement.Currencies,
        statement.FirstDate,
        statement.LastDate,
        statement.Categorised,
        statement.Recurring,
        statement.Insights,
        statement.Findings,
        statement.ReceiptsMatched,
        [.. Problems(statement.Problems)],
        statement.CorrelationId,
        statement.UploadedAt,
        statement.CompletedAt);

    private static StatementStatus StatusOf(Statement.Progress stored, PipelineState? jobs) => stored switch
    {
        Statement.Progress.Completed => StatementStatus.Completed,
        Statement.Progress.Partial => StatementStatus.Partial,
        Statement.Progress.Empty => StatementStatus.Empty,
        Statement.Progress.Rejected => StatementStatus.Rejected,
        _ when jobs?.Failed == true => StatementStatus.Failed,
        _ when jobs?.Running == true => StatementStatus.Processing,
        Statement.Progress.Processing => StatementStatus.Processing,
        _ => StatementStatus.Uploaded,
    };
}
