using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>
/// As many loops as handlers may run at once. A loop whose handler goes on although it was told to stop, even one that
/// blocks its thread, is written off: its job is settled, another loop takes its place, and whatever it returns is dropped.
/// </summary>
internal sealed class Slots(
    Inbox inbox, Course course, IServiceScopeFactory scopes, JobCatalog catalog, JobsDatabase database, Bell bell, JobsOptions options, TimeProvider time, ILogger<JobContext> logger)
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
                var entry = catalog.Entries[attempt.Job.Kind];
                if (!await course.RunAsync(attempt, entry.Retry, a => HandleAsync(entry, a), abandoned: StartOne))
                    return;
            }
        if (Interlocked.Decrement(ref open) == 0)
            allEnded.SetResult();
    }

    private async Task<JobOutcome> HandleAsync(CatalogEntry entry, Attempt attempt)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new JobContext(attempt, database, bell, options, time, logger);
        try
        {
            options.OnAttempt?.Invoke(scope.ServiceProvider, context);
            return await entry.RunAsync(scope.ServiceProvider, attempt.Job.PayloadJson, context, attempt.Token);
        }
        finally
        {
            await context.EndAsync();
        }
    }
}
