using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>
/// As many loops as handlers may run at once. A loop whose handler goes on although it was told to stop, even one that
/// blocks its thread, is written off: its job is settled, another loop takes its place, and whatever it returns is dropped.
/// </summary>
internal sealed partial class Slots(
    Inbox inbox, AttemptRunner runner, Settler settler, Ledger ledger, RunningAttempts running, ClaimLoop claims, JobCatalog catalog, Pace pace, JobsOptions options, TimeProvider time, ILogger<Slots> logger)
{
    private readonly TaskCompletionSource allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int open = options.Concurrency;

    /// <summary>When the inbox is at its end and no attempt runs, those written off aside.</summary>
    public Task Ended => allEnded.Task;

    public void Start()
    {
        for (var n = 0; n < options.Concurrency; n++)
            StartOne();
    }

    private void StartOne() => Task.Run(RunAsync, CancellationToken.None);

    private async Task RunAsync()
    {
        await foreach (var attempt in inbox.ReadAllAsync())
            using (attempt)
            {
                attempt.WhenIgnored(options.AbandonAfter, () => _ = AbandonAsync(attempt));
                var started = time.GetTimestamp();
                attempt.Begun = true;
                var end = await RunAsync(attempt);
                if (!attempt.TryEnd())
                    return;
                pace.Ended(time.GetElapsedTime(started));
                await SettleAsync(attempt, end);
            }
        if (Interlocked.Decrement(ref open) == 0)
            allEnded.SetResult();
    }

    // A slot that dies would be missed by nobody and the process would get slower with every one.
    private async Task<Settlement?> RunAsync(Attempt attempt)
    {
        try
        {
            return await runner.RunAsync(attempt);
        }
        catch (Exception problem)
        {
            LogBroken(attempt.Job.Kind, attempt.Job.Id, problem);
            return OutcomeRules.Retry(attempt.Job, $"{problem.GetType().Name}: {problem.Message}", RetryPolicy.Default.DelayAfter(attempt.Job.Attempt, 0.5), attempt.Now);
        }
    }

    private async Task AbandonAsync(Attempt attempt)
    {
        if (!attempt.TryEnd())
            return;
        JobsTelemetry.Abandoned.Add(1, new KeyValuePair<string, object?>("kind", attempt.Job.Kind));
        LogAbandoned(attempt.Job.Kind, attempt.Job.Id, attempt.Reason);
        var retry = catalog.Entries[attempt.Job.Kind].Retry;
        await SettleAsync(attempt, OutcomeRules.Stopped(attempt.Job, attempt.Reason, abandoned: true, retry, attempt.Now, Random.Shared.NextDouble()));
        StartOne();
    }

    private async Task SettleAsync(Attempt attempt, Settlement? end)
    {
        if (end is not null)
            await settler.AddAsync(end);
        else if (running.Remove(attempt.Job.Lease) is not null)
        {
            claims.Freed();
            await ledger.SettleAsync([attempt], CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Error, "The end of {Kind} job {JobId} failed outside of its handler")]
    private partial void LogBroken(string kind, Guid jobId, Exception problem);

    [LoggerMessage(LogLevel.Error, "{Kind} job {JobId} ignored its token ({Reason}) and was abandoned; its slot is used again while it goes on")]
    private partial void LogAbandoned(string kind, Guid jobId, StopReason reason);
}
