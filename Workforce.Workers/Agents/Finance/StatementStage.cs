using Npgsql;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>One stage of a statement: what it writes, the hand-over to the next employee and its own completion are one transaction, so that a crash anywhere neither loses nor repeats it.</summary>
internal sealed class StatementStage(WorkforceDbContext db)
{
    /// <summary>A stage over fewer lines is done before anybody has read how far it is.</summary>
    private const int WorthAReport = 200;

    /// <summary>Runs <paramref name="work"/> on a statement and commits it with the completion: for stages that have nothing to do outside the database. Its answer is the job's result.</summary>
    public Task<JobOutcome> RunAsync(JobContext job, Guid id, Func<Statement, NpgsqlConnection, Task<object>> work, CancellationToken ct) =>
        InTransactionAsync(job, async connection => await StatementAsync(id, ct) is { } statement ? await work(statement, connection) : null, Deleted, ct);

    /// <summary>Runs <paramref name="work"/> and commits it with the completion. Its answer is the job's result.</summary>
    public Task<JobOutcome> CommitAsync(JobContext job, Func<NpgsqlConnection, Task<object>> work, CancellationToken ct) =>
        InTransactionAsync(job, async connection => await work(connection), Deleted, ct);

    /// <summary>Runs <paramref name="work"/> on an account and commits it with the completion. Null: there is no such account any more.</summary>
    public Task<JobOutcome> OfAccountAsync(JobContext job, Func<NpgsqlConnection, Task<object?>> work, CancellationToken ct) =>
        InTransactionAsync(job, work, AccountDeleted, ct);

    /// <summary>The statement, to be changed in the stage's transaction; null where it was deleted meanwhile.</summary>
    public Task<Statement?> StatementAsync(Guid id, CancellationToken ct) =>
        db.Statements.SingleOrDefaultAsync(statement => statement.Id == id, ct);

    public Task<List<Guid>> AccountsAsync(Guid statement, CancellationToken ct) => db.StatementAccounts
        .Where(part => part.StatementId == statement)
        .Select(part => part.AccountId)
        // In one order for everybody: accounts are locked as they are worked on.
        .OrderBy(id => id)
        .ToListAsync(ct);

    /// <summary>Tells who watches how far a long statement is.</summary>
    public static Task ReportAsync(JobContext job, int lines, int percent, string message, CancellationToken ct) =>
        lines < WorthAReport ? Task.CompletedTask : job.ReportAsync(percent, message, ct);

    /// <summary>The answer of a stage whose statement is gone.</summary>
    public static JobOutcome Deleted { get; } = JobOutcome.Cancel("The statement was deleted.");

    private static JobOutcome AccountDeleted { get; } = JobOutcome.Cancel("The account was deleted.");

    private async Task<JobOutcome> InTransactionAsync(JobContext job, Func<NpgsqlConnection, Task<object?>> work, JobOutcome gone, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await work(connection) is not { } result)
        {
            return gone;
        }

        await db.SaveChangesAsync(ct);
        var outcome = await job.CompleteAsync(result, connection, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }
}
