using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>
/// Sleeps until a schedule is due. Every worker process runs it and none leads. When something is due it learns from its
/// own firing, from the bell that rings on every change, and from the heartbeat, which asks in passing; so an idle process
/// asks nothing here and a lost bell costs a second.
/// </summary>
internal sealed class ScheduleLoop(ScheduleFiring firing, Bell bell, TimeProvider time, ILogger<ScheduleLoop> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // What is due and was not fired is locked: by a process that fires it just now, or by somebody's long transaction.
    private static readonly TimeSpan LockedFor = TimeSpan.FromMilliseconds(250);

    // A timer's reach is limited, and after this long the heartbeat has said the same many times.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Signal due = new();
    private readonly Trouble trouble = new("Firing schedules", logger);
    private readonly Lock gate = new();
    private ITimer? alarm;
    private readonly long started = time.GetTimestamp();
    private TimeSpan alarmAt = TimeSpan.MaxValue;

    /// <summary>Something is due after this time. An earlier alarm stays: being woken for nothing costs a query, not being woken a run.</summary>
    public void DueIn(TimeSpan wait)
    {
        if (wait > Longest)
            return;
        var at = time.GetElapsedTime(started) + wait;
        lock (gate)
        {
            if (at >= alarmAt)
                return;
            alarm?.Dispose();
            alarmAt = at;
            // A timer that is early finds nothing due.
            alarm = time.CreateTimer(_ => Ring(), null, wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public override void Dispose()
    {
        alarm?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ears = bell.Listen(topic =>
        {
            if (topic is ScheduleClient.Topic or BellMessage.Everything)
                due.Set();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                trouble.Over();
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                trouble.Met(problem);
                DueIn(RetryAfter);
            }
            await due.WaitAsync(stoppingToken);
        }
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        if (await firing.RunOnceAsync(ct) is { } next)
            DueIn(next > TimeSpan.Zero ? next : LockedFor);
    }

    private void Ring()
    {
        lock (gate)
            alarmAt = TimeSpan.MaxValue;
        due.Set();
    }
}
