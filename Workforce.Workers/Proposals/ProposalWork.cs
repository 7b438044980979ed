using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Proposals;

/// <summary>Carries a decision out: its effect, its record and the end of its job are one transaction, so that it is done once or not at all.</summary>
internal sealed class ProposalWork(WorkforceDbContext db, Tell tell, Announcer announcer, TimeProvider time)
{
    public delegate Task<string?> Effect(WorkforceDbContext db, Guid id, DateTimeOffset now, CancellationToken ct);

    public async Task<JobOutcome> RunAsync(ProposalTask task, JobContext job, Effect effect, CancellationToken ct)
    {
        try
        {
            return await InTransactionAsync(job, async () => await effect(db, task.ProposalId, time.GetUtcNow(), ct) ?? "nothing to do", ct);
        }
        catch (ProposalRefusedException refused)
        {
            return await RefuseAsync(task, job, refused.Message, ct);
        }
        // The last attempt: it must not stay queued for ever.
        catch (Exception problem) when (job.Attempt >= job.MaxAttempts && problem is not StaleLeaseException && !ct.IsCancellationRequested)
        {
            return await RefuseAsync(task, job, problem.Message, ct);
        }
    }

    private Task<JobOutcome> RefuseAsync(ProposalTask task, JobContext job, string why, CancellationToken ct) =>
        InTransactionAsync(job, async () =>
        {
            await CarryOut.RefuseAsync(db, tell, task.ProposalId, why, time.GetUtcNow(), ct);
            return why;
        }, ct);

    private async Task<JobOutcome> InTransactionAsync(JobContext job, Func<Task<string>> work, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await work();
        await db.SaveChangesAsync(ct);
        var outcome = await job.CompleteAsync(new { result }, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        await transaction.CommitAsync(ct);
        if (result == CarryOut.Undone)
        {
            ApprovalTelemetry.CountUndone();
        }

        announcer.Announce(job.TenantId, Proposal.Subject);
        foreach (var subject in db.Proposals.Local.Select(proposal => ProposalTypes.Of(proposal.ProposalType).Subject).OfType<string>().Distinct())
        {
            announcer.Announce(job.TenantId, subject);
        }

        return outcome;
    }
}
