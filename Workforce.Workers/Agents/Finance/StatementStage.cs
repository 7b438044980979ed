using Npgsql;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>One stage of a statement: what it writes, the hand-over to the next employee and its own completion are one transaction, so that a crash anywhere neither loses nor repeats it.</summary>
internal sealed class StatementStage(WorkforceDbContext db)
{
    /// <summary>Runs <paramref name="work"/> and commits it with the completion. Its answer is the job's result.</summary>
    public async Task<JobOutcome> CommitAsync(JobContext job, Func<NpgsqlConnection, Task<object>> work, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var result = await work(connection);
        await db.SaveChangesAsync(ct);
        var outcome = await job.CompleteAsync(result, connection, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>The statement, to be changed in the stage's transaction; null where it was deleted meanwhile.</summary>
    public Task<Statement?> StatementAsync(Guid id, CancellationToken ct) =>
        db.Statements.SingleOrDefaultAsync(statement => statement.Id == id, ct);

    public Task<List<Guid>> AccountsAsync(Guid statement, CancellationToken ct) => db.StatementAccounts
        .Where(part => part.StatementId == statement)
        .Select(part => part.AccountId)
        // In one order for everybody: accounts are locked as they are worked on.
        .OrderBy(id => id)
        .ToListAsync(ct);

    /// <summary>The answer of a stage whose statement is gone.</summary>
    public static JobOutcome Deleted { get; } = JobOutcome.Cancel("The statement was deleted.");
}
