using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Byte matches the receipts that are there to the statement's lines; a statement with none passes through.</summary>
internal sealed class ByteMatcher(WorkforceDbContext db, StatementStage stage) : JobHandler<StatementTask>
{
    public override Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct) =>
        stage.RunAsync(job, payload.StatementId, async (statement, connection) =>
        {
            statement.ReceiptsMatched = await MatchReceipts.OfStatementAsync(db, statement, ct);
            statement.Stage = Stage.Tag;
            await job.EnqueueNextAsync(FinanceJobs.Categorize, payload, $"tag:{job.JobId}", connection, ct);
            return new { matched = statement.ReceiptsMatched };
        }, ct);
}
