using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Pool;

namespace Workforce.Jobs.Running;

/// <summary>Runs jobs in this process, and stops so that nothing waits for a lease to run out.</summary>
internal sealed partial class Worker(
    Presence presence, Beat beat, ClaimLoop claims, Inbox inbox, Slots slots, Settler settler, RunningAttempts running, JobPool pool, JobsOptions options, TimeProvider time, ILogger<Worker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Beyond the stop: the session and the heartbeat stay until the last job is handed back.
        using var end = new CancellationTokenSource();
        var alive = Task.WhenAll(Until(presence.RunAsync, end.Token), Until(beat.RunAsync, end.Token));
        claims.Crew.Freed = claims.Freed;
        Task[] writers = [settler.RunAsync(presence.Name, CancellationToken.None), settler.RunAsync(presence.Name, CancellationToken.None)];
        slots.Start();

        await Until(async ct =>
        {
            await presence.Ready.WaitAsync(ct);
            await claims.RunAsync(ct);
        }, stoppingToken);
        inbox.Complete();
        await Task.WhenAll(HandBackAsync(), pool.StopAsync());
        settler.Complete();
        await Task.WhenAll(writers).WaitAsync(options.StopGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await presence.SignOffAsync();
        // A connection that breaks in this very moment throws at being cancelled, and is none the less gone.
        await end.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await alive;
    }

    private async Task HandBackAsync()
    {
        // What has not begun is handed back at once, what runs may finish.
        var waiting = await inbox.HandBackAsync();
        LogStopping(waiting, claims.Crew.Held - waiting);
        await slots.Ended.WaitAsync(options.StopGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        running.StopAll(StopReason.ProcessStopping, claims.Crew);
        await slots.Ended;
    }

    private static async Task Until(Func<CancellationToken, Task> loop, CancellationToken ct)
    {
        try
        {
            await loop(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    [LoggerMessage(LogLevel.Information, "Stopping: {Waiting} waiting jobs are handed back, {Running} running ones may finish")]
    private partial void LogStopping(int waiting, int running);
}
