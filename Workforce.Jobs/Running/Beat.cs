using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Schedules;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>About once a second: I am here, what did I lose, what is due when, who is lost.</summary>
internal sealed partial class Beat(
    JobsDatabase database, Crews crews, Presence presence, RunningAttempts running, ScheduleLoop schedules, Bell bell, JobsOptions options, TimeProvider time, ILogger<Beat> logger)
{
    private readonly Signal now = new();
    private readonly Trouble trouble = new("The heartbeat", logger);
    private long last;

    /// <summary>Time since the last one that succeeded; null: none has.</summary>
    public TimeSpan? Age => Volatile.Read(ref last) is var at and not 0 ? time.GetElapsedTime(at) : null;

    public async Task RunAsync(CancellationToken ct)
    {
        using var ears = bell.Listen(topic =>
        {
            if (topic is Bell.Leases or BellMessage.Everything)
                now.Set();
        });
        while (!ct.IsCancellationRequested)
        {
            var next = options.Beat * (1 + (0.1 * Random.Shared.NextDouble()));
            try
            {
                next = await RunOnceAsync(ct) is { } sooner && sooner < next ? sooner : next;
                trouble.Over();
            }
            catch (Exception problem) when (!ct.IsCancellationRequested)
            {
                trouble.Met(problem);
                next = options.Beat / 4;
            }
            // Spread, so that the rescuers of a fleet do not all come at the same moment.
            await now.WaitAsync(next, ct);
        }
    }

    /// <summary>The time until the next rescue if that is soon.</summary>
    internal async Task<TimeSpan?> RunOnceAsync(CancellationToken ct)
    {
        if (presence.Current is not { } identity)
            return TimeSpan.FromMilliseconds(50);
        var answer = await BeatStatement.ExecuteAsync(database.Source, options, identity.Id, running.Leases, crews.Kinds, ct);
        if (!answer.Alive)
        {
            running.StopAll(StopReason.LeaseLost);
            presence.DeclaredLost(identity);
            return TimeSpan.FromMilliseconds(50);
        }
        Volatile.Write(ref last, time.GetTimestamp());
        running.Lose(answer.Lost);
        foreach (var claims in crews.All)
        {
            if (await claims.Crew.Inbox.HandBackIfStuckAsync() is > 0 and var stuck)
                LogStuck(stuck);
            if (answer.InLine)
                claims.Look();
        }
        if (answer.NextDue is { } due)
            crews.Own.DueIn(due);
        if (answer.NextSchedule is { } schedule)
            schedules.DueIn(schedule);
        if (crews.All.Any(claims => claims.InDoubt))
            await ReturnOrphansAsync(identity, ct);
        if (answer.NextRescue is not { } rescue || rescue > options.Beat)
            return null;
        if (rescue > TimeSpan.Zero)
            return rescue + TimeSpan.FromMilliseconds(1);
        await RescueAsync(ct);
        return null;
    }

    private async Task RescueAsync(CancellationToken ct)
    {
        RescueStatement.Answer rescued;
        do
        {
            rescued = await RescueStatement.ExecuteAsync(database.Source, options, ct);
            foreach (var worker in rescued.Workers)
                LogRescued(worker, rescued.Retrying, rescued.Failed);
            JobsTelemetry.Rescued.Add(rescued.Retrying + rescued.Failed);
            if (rescued.Queues.Count > 0)
                bell.Ring([Bell.Events, .. rescued.Queues]);
        }
        while (rescued.Full);
    }

    private async Task ReturnOrphansAsync(WorkerIdentity identity, CancellationToken ct)
    {
        var orphans = await OrphanStatement.ExecuteAsync(database.Source, identity.Id, running.Leases, ct);
        if (orphans.Count == 0)
            return;
        LogOrphans(orphans.Count);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await ReturnStatement.ExecuteAsync(connection, identity.Name, orphans, ct);
        foreach (var claims in crews.All)
            claims.Look();
    }

    [LoggerMessage(LogLevel.Warning, "Worker {Worker} was lost: {Retrying} of its jobs run again, {Failed} had no attempt left")]
    private partial void LogRescued(string worker, long retrying, long failed);

    [LoggerMessage(LogLevel.Information, "{Count} jobs that were claimed ahead are handed back: those before them take longer than expected")]
    private partial void LogStuck(int count);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs of a claim whose answer was lost were given back")]
    private partial void LogOrphans(int count);
}
