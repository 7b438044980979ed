using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Agents;

/// <summary>Sees a run through: it begins, does its duty, and ends in one transaction with its job and with waking those that run after it.</summary>
internal sealed partial class AgentRunner<TAgent>(
    TAgent agent, WorkforceDbContext db, RunLog log, Propose propose, AgentStates states, JobClient jobs, Tell tell, TimeProvider time, ILogger<AgentRunner<TAgent>> logger) : JobHandler<AgentTask>
    where TAgent : class, IAgent
{
    public override async Task<JobOutcome> HandleAsync(AgentTask payload, JobContext job, CancellationToken ct)
    {
        var refused = "";
        if (await log.BeginAsync(TAgent.Card.Id, job.JobId, payload, job.Attempt, why => refused = why, ct) is not { } registered)
        {
            NotBegun(TAgent.Card.Id, job.JobId, refused);
            return JobOutcome.Cancel(refused);
        }

        await states.RefreshAsync(registered.AgentId, ct);
        try
        {
            var run = new AgentRun(registered, payload, job, log, propose, time);
            var summary = await agent.RunAsync(run, ct);
            return await EndAsync(run, summary, job, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Cancelled for good, or interrupted and to be gone on with elsewhere: the job's state says which.
            await AfterCancelAsync();
            throw;
        }
        catch (Exception problem) when (problem is not StaleLeaseException)
        {
            await FailAsync(registered, job, problem);
            throw;
        }
    }

    private async Task<JobOutcome> EndAsync(AgentRun run, AgentSummary summary, JobContext job, CancellationToken ct)
    {
        // What the agent tracked and did not save is not the run's.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await log.EndAsync(run.RunId, summary.IsPartial ? RunStatus.Partial : RunStatus.Success, summary.Text, null, summary.Counts, ct);
        var followers = await log.CallFollowersAsync(run.AgentId, ct);
        var outcome = await job.CompleteAsync(new { summary = summary.Text, proposals = run.Proposed }, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        await transaction.CommitAsync(ct);
        foreach (var follower in followers)
        {
            jobs.Ring(AgentJobs.RunOf(follower).Queue);
        }

        await states.RefreshAsync(run.AgentId, CancellationToken.None);
        Ended(run.AgentId, run.RunId, summary.Text);
        return outcome;
    }

    private async Task AfterCancelAsync()
    {
        db.ChangeTracker.Clear();
        foreach (var ended in await log.EndOrphansAsync(CancellationToken.None))
        {
            await states.RefreshAsync(ended, CancellationToken.None);
        }
    }

    private async Task FailAsync(RegisteredAgent registered, JobContext job, Exception problem)
    {
        db.ChangeTracker.Clear();
        if (job.Attempt < job.MaxAttempts)
        {
            await log.NoteAsync(job.JobId, RunStepKind.Warning, $"Attempt {job.Attempt} of {job.MaxAttempts} failed and will be tried again: {problem.Message}", null, CancellationToken.None);
            return;
        }

        await log.EndAsync(job.JobId, RunStatus.Error, null, problem.Message, null, CancellationToken.None);
        await tell.Async(AgentNews.Failed(registered, job.JobId, problem.Message), CancellationToken.None);
        await states.RefreshAsync(TAgent.Card.Id, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Information, "{Agent} ended run {Run}: {Summary}")]
    private partial void Ended(string agent, Guid run, string summary);

    [LoggerMessage(LogLevel.Information, "{Agent} did not begin run {Run}: {Reason}")]
    private partial void NotBegun(string agent, Guid run, string reason);
}
