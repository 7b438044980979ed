using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Crystal looks over each account of the statement, all of its history, for what comes back, what grows and what stands out.</summary>
internal sealed class Crystal(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<StatementTask>
{
    public override async Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct)
    {
        if (await stage.StatementAsync(payload.StatementId, ct) is not { } statement)
        {
            return StatementStage.Deleted;
        }

        var accounts = await stage.AccountsAsync(statement.Id, ct);
        await job.ReportAsync(20, $"Looking over {accounts.Count} {(accounts.Count == 1 ? "account" : "accounts")}", ct);
        return await stage.CommitAsync(job, async connection =>
        {
            (statement.Recurring, statement.Insights) = (0, 0);
            foreach (var account in accounts)
            {
                var (recurring, insights) = await AnalyseAccount.RunAsync(db, job.TenantId, account, clock.GetUtcNow(), ct);
                (statement.Recurring, statement.Insights) = (statement.Recurring + recurring, statement.Insights + insights);
            }

            statement.Stage = Stage.Ledger;
            await job.EnqueueNextAsync(FinanceJobs.Audit, payload, $"ledger:{job.JobId}", connection, ct);
            return new { recurring = statement.Recurring, insights = statement.Insights };
        }, ct);
    }
}
