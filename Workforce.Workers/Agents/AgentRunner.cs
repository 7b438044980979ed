using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents;

/// <summary>Sees a run through: it begins, does its duty, and ends in one transaction with its job and with waking those that run after it.</summary>
internal sealed partial class AgentRunner<TAgent>(
    TAgent agent, WorkforceDbContext db, RunLog log, Propose propose, AgentStates states, ModelClient models, JobClient jobs, Tell tell, TimeProvider time, ILogger<AgentRunner<TAgent>> logger) : JobHandler<AgentTask>
    where TAgent : class, IAgent
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    public override async Task<JobOutcome> HandleAsync(AgentTask payload, JobContext job, CancellationToken ct)
    {
        if (await ExhaustedAsync(ct) is { } until)
        {
            Skip("budget");
            return JobOutcome.Snooze(until);
        }

        var refused = "";
        if (await log.BeginAsync(TAgent.Card.Id, job.JobId, payload, job.Attempt, why => refused = why, ct) is not { } registered)
        {
            Skip("not_active");
            NotBegun(TAgent.Card.Id, job.JobId, refused);
            return JobOutcome.Cancel(refused);
        }

        await states.RefreshAsync(registered.AgentId, ct);
        try
        {
            models.Enter(new BudgetCaller(registered.TenantId, registered.Department, registered.AgentId, job.JobId));
            var run = new AgentRun(registered, payload, job, log, propose, models, time);
            var summary = await WithinBudgetAsync(run, ct);
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

    // A budget that runs out in the middle ends the run with what it has.
    private async Task<AgentSummary> WithinBudgetAsync(AgentRun run, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        string? error = null;
        using var span = ModelTelemetry.Source.StartActivity($"{GenAi.InvokeAgent} {run.Agent.DisplayName}", ActivityKind.Internal, Activity.Current?.Context ?? default, SpanTags(run));
        try
        {
            return await agent.RunAsync(run, ct);
        }
        catch (BudgetRefusedException refused)
        {
            return new(refused.Message) { IsPartial = true };
        }
        catch (Exception problem)
        {
            error = problem.GetType().FullName;
            span?.SetTag(GenAi.ErrorType, error).SetStatus(ActivityStatusCode.Error, problem.Message);
            throw;
        }
        finally
        {
            ModelTelemetry.Runs.Record(time.GetElapsedTime(started).TotalSeconds, ModelTelemetry.Tags(GenAi.InvokeAgent, GenAi.AgentName, run.Agent.DisplayName, error));
        }
    }

    private static void Skip(string reason) => ModelTelemetry.Skipped.Add(1, new(GenAi.AgentName, TAgent.Card.Name), new(GenAi.SkipReason, reason));

    private static KeyValuePair<string, object?>[] SpanTags(AgentRun run) =>
    [
        new(GenAi.OperationName, GenAi.InvokeAgent),
        new(GenAi.ProviderName, "workforce"),
        new(GenAi.AgentId, run.AgentId),
        new(GenAi.AgentName, run.Agent.DisplayName),
        new(GenAi.AgentDescription, run.Agent.Description),
        new(GenAi.TenantId, run.TenantId.ToString()),
        new(GenAi.Department, run.Agent.Department),
        new(GenAi.RunId, run.RunId.ToString()),
    ];

    /// <summary>A run whose agent has nothing left to spend waits for midnight UTC, and looks now and then whether an admin has lifted its budget.</summary>
    private async Task<DateTimeOffset?> ExhaustedAsync(CancellationToken ct)
    {
        if (TAgent.Card.DailyTokens == 0 || !models.IsConfigured)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var use = (await BudgetUse.TodayAsync(db, now, ct)).SingleOrDefault(use => use is { Scope: "agent" } && use.Name == TAgent.Card.Id);
        if (use is null || use.Share < 1)
        {
            return null;
        }

        var (midnight, soon) = (new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero), now + LookAgain);
        Exhausted(TAgent.Card.Id, use.UsedTokens, use.UsedUsd);
        return soon < midnight ? soon : midnight;
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

    [LoggerMessage(LogLevel.Information, "{Agent} waits: its budget of today is used up ({Tokens} tokens, {Usd} USD)")]
    private partial void Exhausted(string agent, long tokens, decimal usd);

    [LoggerMessage(LogLevel.Information, "{Agent} did not begin run {Run}: {Reason}")]
    private partial void NotBegun(string agent, Guid run, string reason);
}
