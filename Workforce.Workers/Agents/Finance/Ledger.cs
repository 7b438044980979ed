using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Ledger runs the tax and compliance checks over each account of the statement.</summary>
internal sealed class Ledger(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<StatementTask>
{
    public override async Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct)
    {
        if (await stage.StatementAsync(payload.StatementId, ct) is not { } statement)
        {
            return StatementStage.Deleted;
        }

        var accounts = await stage.AccountsAsync(statement.Id, ct);
        await job.ReportAsync(20, $"Checking {accounts.Count} {(accounts.Count == 1 ? "account" : "accounts")}", ct);
        return await stage.CommitAsync(job, async connection =>
        {
            statement.Findings = 0;
            foreach (var account in accounts)
            {
                statement.Findings += await AuditAccount.RunAsync(db, job.TenantId, account, clock.GetUtcNow(), ct);
            }

            statement.Stage = Stage.Notifications;
            await job.EnqueueNextAsync(FinanceJobs.Notify, payload, $"notifications:{job.JobId}", connection, ct);
            return new { findings = statement.Findings };
        }, ct);
    }
}

/// <summary>Ledger's second look at one account.</summary>
internal sealed class LedgerAgain(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<AccountTask>
{
    public override Task<JobOutcome> HandleAsync(AccountTask payload, JobContext job, CancellationToken ct) =>
        stage.CommitAsync(job, async _ => new { findings = await AuditAccount.RunAsync(db, job.TenantId, payload.AccountId, clock.GetUtcNow(), ct) }, ct);
}
