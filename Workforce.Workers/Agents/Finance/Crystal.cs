using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Crystal looks over each account of the statement, all of its history, for what comes back, what grows and what stands out.</summary>
internal sealed class Crystal(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<StatementTask>
{
    public override Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct) =>
        stage.RunAsync(job, payload.StatementId, async (statement, connection) =>
        {
            await StatementStage.ReportAsync(job, statement.Transactions, 20, $"Looking over {statement.Transactions} lines and those before them", ct);
            (statement.Recurring, statement.Insights) = (0, 0);
            foreach (var account in await stage.AccountsAsync(statement.Id, ct))
            {
                var (recurring, insights) = await AnalyseAccount.RunAsync(db, job.TenantId, account, clock.GetUtcNow(), ct) ?? (0, 0);
                (statement.Recurring, statement.Insights) = (statement.Recurring + recurring, statement.Insights + insights);
            }

            statement.Stage = Stage.Ledger;
            await job.EnqueueNextAsync(FinanceJobs.Audit, payload, $"ledger:{job.JobId}", connection, ct);
            return new { recurring = statement.Recurring, insights = statement.Insights };
        }, ct);
}

/// <summary>Crystal's look ahead, of each morning.</summary>
internal sealed class CrystalAhead(WorkforceDbContext db, StatementStage stage, Tell tell, TimeProvider clock) : JobHandler<TenantTask>
{
    public override Task<JobOutcome> HandleAsync(TenantTask payload, JobContext job, CancellationToken ct) =>
        stage.CommitAsync(job, async _ => new { told = await LookAhead.AtPaymentsAsync(db, tell, clock.GetUtcNow(), ct) }, ct);
}

/// <summary>Crystal's second look at one account; Ledger follows.</summary>
internal sealed class CrystalAgain(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<AccountTask>
{
    public override Task<JobOutcome> HandleAsync(AccountTask payload, JobContext job, CancellationToken ct) =>
        stage.OfAccountAsync(job, async connection =>
        {
            await LookAgain.BeginAsync(db, payload.AccountId, ct);
            if (await AnalyseAccount.RunAsync(db, job.TenantId, payload.AccountId, clock.GetUtcNow(), ct) is not { } found)
            {
                return null;
            }

            await job.EnqueueNextAsync(FinanceJobs.AuditAccount, payload, $"ledger:{job.JobId}", connection, ct);
            return new { recurring = found.Recurring, insights = found.Insights };
        }, ct);
}
