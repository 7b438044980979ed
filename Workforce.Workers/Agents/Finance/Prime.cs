using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Prime parses a statement, whatever its format, and stores its lines once.</summary>
internal sealed class Prime(WorkforceDbContext db, StatementStage stage, StatementDocument documents, Tell tell, TimeProvider clock) : JobHandler<StatementTask>
{
    public override async Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct)
    {
        if (await stage.StatementAsync(payload.StatementId, ct) is not { } statement)
        {
            return StatementStage.Deleted;
        }

        statement.Status = Statement.Progress.Processing;
        var content = await db.StatementContents.AsNoTracking()
            .Where(row => row.StatementId == statement.Id).Select(row => row.Content).SingleAsync(ct);
        await job.ReportAsync(10, $"Reading {statement.FileName}", ct);

        ParsedStatementFile file;
        try
        {
            file = await documents.ParseAsync(content, statement.FileName, DialectOf(statement.Hints), ct);
        }
        catch (UnreadableStatementException unreadable)
        {
            return await RejectAsync(statement, unreadable.Message, [new(ProblemSeverity.Error, unreadable.Line, unreadable.Field, unreadable.Message)], job, ct);
        }

        if (StatementOutcomes.Of(file) is StatementOutcome.Rejected)
        {
            return await RejectAsync(statement, StatementOutcomes.Reason(file), file.Problems, job, ct);
        }

        var lines = file.Accounts.Sum(account => account.Transactions.Count);
        await StatementStage.ReportAsync(job, lines, 60, $"Storing {lines} lines", ct);
        return await stage.CommitAsync(job, async connection =>
        {
            Describe(statement, file);
            statement.Added = await StoreStatement.StoreAsync(db, statement, file, ct);
            if (lines == 0)
            {
                (statement.Status, statement.CompletedAt) = (Statement.Progress.Empty, clock.GetUtcNow());
                await tell.Async(StatementNews.OfNothing(statement), ct);
            }
            else
            {
                statement.Stage = Stage.Byte;
                await job.EnqueueNextAsync(FinanceJobs.Extract, payload, $"byte:{job.JobId}", connection, ct);
            }

            return new { format = file.Format.WireName(), transactions = lines, added = statement.Added, problems = file.Problems.Count };
        }, ct);
    }

    /// <summary>Nothing of an unreadable file is kept but its name, its hash and the reason.</summary>
    private Task<JobOutcome> RejectAsync(Statement statement, string reason, IReadOnlyList<StatementProblem> problems, JobContext job, CancellationToken ct) =>
        stage.CommitAsync(job, async _ =>
        {
            await db.StatementContents.Where(row => row.StatementId == statement.Id).ExecuteDeleteAsync(ct);
            (statement.Status, statement.Outcome, statement.CompletedAt) = (Statement.Progress.Rejected, "rejected", clock.GetUtcNow());
            (statement.Error, statement.Problems) = (reason, [.. problems]);
            await tell.Async(StatementNews.OfNothing(statement), ct);
            return new { rejected = reason };
        }, ct);

    private static CsvHints? DialectOf(StatementHints? hints) => hints is null
        ? null
        : new CsvHints(
            hints.DateOrder switch { "dmy" => DateOrder.DayFirst, "mdy" => DateOrder.MonthFirst, "ymd" => DateOrder.YearFirst, _ => null },
            hints.DecimalSeparator is [var separator] ? separator : null,
            hints.SpendingIsPositive,
            hints.Currency);

    private static void Describe(Statement statement, ParsedStatementFile file)
    {
        var lines = file.Accounts.SelectMany(account => account.Transactions.Select(line => line with { Currency = line.Currency ?? account.Currency })).ToList();
        statement.Format = file.Format;
        statement.Outcome = StatementOutcomes.Of(file).WireName();
        statement.Accounts = file.Accounts.Count;
        statement.Transactions = lines.Count;
        // Keyed by currency, "" where the file names none: amounts of different currencies are never added.
        statement.Sums = lines.GroupBy(line => line.Currency ?? "").ToDictionary(group => group.Key, group => group.Sum(line => line.Amount));
        statement.Currencies = [.. file.Accounts.Select(account => account.Currency).Concat(lines.Select(line => line.Currency)).OfType<string>().Distinct()];
        statement.FirstDate = lines.Min(line => line.Date);
        statement.LastDate = lines.Max(line => line.Date);
        statement.Problems = [.. file.Problems];
    }
}
