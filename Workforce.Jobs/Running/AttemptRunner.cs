using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Runs one attempt: its time, whoever does it, and what it ends in.</summary>
internal sealed partial class AttemptRunner(Bell bell, TimeProvider time, ILogger<AttemptRunner> logger)
{
    /// <param name="attempt">Claimed and not begun.</param>
    /// <param name="retry">How long to wait before the next one.</param>
    /// <param name="work">Does it.</param>
    /// <returns>What is to be written; null when the lease is known to be gone.</returns>
    public async Task<Settlement?> RunAsync(Attempt attempt, RetryPolicy retry, Func<Attempt, Task<JobOutcome>> work)
    {
        var job = attempt.Job;
        var now = attempt.Now;
        if (attempt.Reason != StopReason.None)
            return OutcomeRules.Stopped(job, attempt.Reason, abandoned: false, retry, now, Random.Shared.NextDouble());
        if (job.Deadline is { } deadline && deadline <= now)
            return OutcomeRules.Failed(job, $"the deadline {deadline:O} passed before the job could start");

        using var activity = JobsTelemetry.Activities.StartActivity($"{job.Kind} process", ActivityKind.Consumer, job.TraceParent);
        activity?.SetTag("workforce.job.id", job.Id).SetTag("workforce.job.correlation_id", job.CorrelationId).SetTag("workforce.job.attempt", job.Attempt);
        var started = time.GetTimestamp();
        var (limit, why) = job.Deadline is { } until && until - now < job.Timeout ? (until - now, StopReason.DeadlinePassed) : (job.Timeout, StopReason.TimedOut);
        await using var timer = time.CreateTimer(static state => { var (a, w) = ((Attempt, StopReason))state!; a.Stop(w); }, (attempt, why), limit, Timeout.InfiniteTimeSpan);
        Settlement? end;
        try
        {
            end = OutcomeRules.Of(job, await work(attempt), retry, attempt.Now, Random.Shared.NextDouble());
        }
        catch (StaleLeaseException)
        {
            end = null;
        }
        catch (Exception) when (attempt.Reason is StopReason.LeaseLost or StopReason.ProcessStopping)
        {
            // Whatever a handler throws once it was told to stop is the echo of that.
            end = OutcomeRules.Stopped(job, attempt.Reason, abandoned: false, retry, attempt.Now, Random.Shared.NextDouble());
        }
        catch (OperationCanceledException) when (attempt.Reason != StopReason.None)
        {
            end = OutcomeRules.Stopped(job, attempt.Reason, abandoned: false, retry, attempt.Now, Random.Shared.NextDouble());
        }
        catch (Exception problem)
        {
            activity?.SetStatus(ActivityStatusCode.Error, problem.Message);
            LogThrew(job.Kind, job.Id, job.Attempt, problem.Message, Outage.Is(problem) ? null : problem);
            end = OutcomeRules.Retry(job, $"{problem.GetType().Name}: {problem.Message}", retry.DelayAfter(job.Attempt, Random.Shared.NextDouble()), attempt.Now);
        }
        if (attempt.Enqueued.Count > 0)
            bell.Ring([.. attempt.Enqueued]);
        var outcome = end is null ? "lease_lost" : end.ExpectGone ? "complete" : end.How.ToString().ToLowerInvariant();
        activity?.SetTag("workforce.job.outcome", outcome);
        JobsTelemetry.RunDuration.Record(time.GetElapsedTime(started).TotalSeconds, new TagList { { "kind", job.Kind }, { "outcome", outcome } });
        return end;
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} job {JobId} attempt {Attempt} threw: {Problem}")]
    private partial void LogThrew(string kind, Guid jobId, int attempt, string problem, Exception? thrown);
}
