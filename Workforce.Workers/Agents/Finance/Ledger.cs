using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Ledger runs the tax and compliance checks over each account of the statement, and over the person's accounts together.</summary>
internal sealed class Ledger(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<StatementTask>
{
    public override Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct) =>
        stage.RunAsync(job, payload.StatementId, async (statement, connection) =>
        {
            await StatementStage.ReportAsync(job, statement.Transactions, 20, $"Checking {statement.Transactions} lines and those before them", ct);
            statement.Findings = await AuditAccounts.RunAsync(db, job.TenantId, await stage.AccountsAsync(statement.Id, ct), clock.GetUtcNow(), ct) ?? 0;
            statement.Stage = Stage.Notifications;
            await job.EnqueueNextAsync(FinanceJobs.Notify, payload, $"notifications:{job.JobId}", connection, ct);
            return new { findings = statement.Findings };
        }, ct);
}

/// <summary>Ledger's audit of each night: accounts left to audit since the profile or the checks changed, and tax dates ahead.</summary>
internal sealed class LedgerNightly(WorkforceDbContext db, StatementStage stage, Tell tell, TimeProvider clock) : JobHandler<TenantTask>
{
    public override Task<JobOutcome> HandleAsync(TenantTask payload, JobContext job, CancellationToken ct) =>
        stage.CommitAsync(job, async _ =>
        {
            await AuditAccounts.RunAsync(db, job.TenantId, [], clock.GetUtcNow(), ct);
            return new { told = await LookAhead.AtTaxDatesAsync(db, tell, clock.GetUtcNow(), ct) };
        }, ct);
}

/// <summary>Ledger's second look at one account.</summary>
internal sealed class LedgerAgain(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<AccountTask>
{
    public override Task<JobOutcome> HandleAsync(AccountTask payload, JobContext job, CancellationToken ct) =>
        stage.OfAccountAsync(
            job, async _ => await AuditAccounts.RunAsync(db, job.TenantId, [payload.AccountId], clock.GetUtcNow(), ct) is { } findings ? new { findings } : null, ct);
}
