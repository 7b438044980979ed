using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Sees an attempt through to its end: what it ended in, or that it was given up.</summary>
internal sealed partial class Course(
    AttemptRunner runner, Settler settler, Ledger ledger, RunningAttempts running, JobsOptions options, TimeProvider time, ILogger<Course> logger)
{
    /// <param name="attempt">Claimed and not begun.</param>
    /// <param name="retry">How long to wait before the next one.</param>
    /// <param name="work">Does it.</param>
    /// <param name="abandoned">It goes on although it was told to stop; it was settled without it.</param>
    /// <returns>False: it was abandoned, and what it came to in the end was dropped.</returns>
    public async Task<bool> RunAsync(Attempt attempt, RetryPolicy retry, Func<Attempt, Task<JobOutcome>> work, Action abandoned)
    {
        attempt.WhenIgnored(options.AbandonAfter, () => _ = AbandonAsync(attempt, retry, abandoned));
        var started = time.GetTimestamp();
        attempt.Begun = true;
        var end = await RunAsync(attempt, retry, work);
        if (!attempt.TryEnd())
            return false;
        attempt.Crew.Pace.Ended(time.GetElapsedTime(started));
        await SettleAsync(attempt, end);
        return true;
    }

    // A slot that dies would be missed by nobody and the process would get slower with every one.
    private async Task<Settlement?> RunAsync(Attempt attempt, RetryPolicy retry, Func<Attempt, Task<JobOutcome>> work)
    {
        try
        {
            return await runner.RunAsync(attempt, retry, work);
        }
        catch (Exception problem)
        {
            LogBroken(attempt.Job.Kind, attempt.Job.Id, problem);
            return OutcomeRules.Retry(attempt.Job, $"{problem.GetType().Name}: {problem.Message}", RetryPolicy.Default.DelayAfter(attempt.Job.Attempt, 0.5), attempt.Now);
        }
    }

    private async Task AbandonAsync(Attempt attempt, RetryPolicy retry, Action abandoned)
    {
        if (!attempt.TryEnd())
            return;
        // Whoever has it hears of what becomes of his own answer, not of this.
        attempt.Told = null;
        JobsTelemetry.Abandoned.Add(1, new KeyValuePair<string, object?>("kind", attempt.Job.Kind));
        LogAbandoned(attempt.Job.Kind, attempt.Job.Id, attempt.Reason);
        await SettleAsync(attempt, OutcomeRules.Stopped(attempt.Job, attempt.Reason, abandoned: true, retry, attempt.Now, Random.Shared.NextDouble()));
        abandoned();
    }

    private async Task SettleAsync(Attempt attempt, Settlement? end)
    {
        if (end is not null)
            await settler.AddAsync(attempt.Holder is null ? end : end with { Worker = attempt.Holder });
        else if (running.Remove(attempt.Job.Lease) is not null)
        {
            attempt.Crew.Freed();
            attempt.Told?.Invoke(false);
            await ledger.SettleAsync([attempt], CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Error, "The end of {Kind} job {JobId} failed outside of its handler")]
    private partial void LogBroken(string kind, Guid jobId, Exception problem);

    [LoggerMessage(LogLevel.Error, "{Kind} job {JobId} ignored its token ({Reason}) and was abandoned; its slot is used again while it goes on")]
    private partial void LogAbandoned(string kind, Guid jobId, StopReason reason);
}
