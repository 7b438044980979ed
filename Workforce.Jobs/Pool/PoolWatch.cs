using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>Looks after attached workers: heartbeats, silence, what people ask of them, and what people see. Rests while there are none.</summary>
internal sealed partial class PoolWatch(JobPool pool, Presence presence, JobsDatabase database, Bell bell, IHostApplicationLifetime host, TimeProvider time, ILogger<PoolWatch> logger) : BackgroundService
{
    // Without a change its last heartbeat is shown this much too old at most.
    private static readonly TimeSpan SayAnyway = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, (PoolCount Count, long At)> said = [];
    private readonly Signal wanted = new();
    private readonly Trouble trouble = new("Storing who is attached", logger);
    private long published;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the server that the streams run through is stopped, which waits for them.
        await using var early = host.ApplicationStopping.UnsafeRegister(_ => _ = pool.StopAsync(), null);
        using var ears = bell.Listen(topic =>
        {
            if (topic is not (Bell.Workers or BellMessage.Everything))
                return;
            Volatile.Write(ref published, 0);
            wanted.Set();
        });
        await Task.WhenAll(BeatAsync(stoppingToken), PublishAlwaysAsync(stoppingToken));
    }

    // Waits for nothing but the clock: workers that hear nothing leave, and a database that hangs must not drive all of them away.
    private async Task BeatAsync(CancellationToken ct)
    {
        var beat = time.GetTimestamp();
        while (!ct.IsCancellationRequested)
        {
            if (pool.Seats.Count == 0)
                await pool.Changed.WaitAsync(ct);
            else
                await pool.Changed.WaitAsync(pool.Options.Heartbeat / 4, ct);
            var beats = time.GetElapsedTime(beat) >= pool.Options.Heartbeat;
            if (beats)
                beat = time.GetTimestamp();
            foreach (var seat in pool.Seats)
                if (seat.Silent > pool.Options.LostAfter)
                    _ = EndAsync(seat, PoolEnd.Silent);
                else if (beats)
                    seat.Beat();
            wanted.Set();
        }
    }

    private async Task PublishAlwaysAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            // That somebody left is stored even if the database was away and nobody else comes.
            await wanted.WaitAsync(pool.Gone.IsEmpty ? Timeout.InfiniteTimeSpan : pool.Options.Heartbeat, ct);
            await TryPublishAsync(ct);
        }
    }

    private async Task EndAsync(PoolSeat seat, PoolEnd why)
    {
        try
        {
            await seat.EndAsync(why);
        }
        catch (Exception problem)
        {
            LogNotEnded(seat.Name, seat.Id, problem);
        }
    }

    private async Task TryPublishAsync(CancellationToken ct)
    {
        try
        {
            while (pool.Gone.TryPeek(out var one))
            {
                await PoolStatements.DetachAsync(database.Source, one.Seat, one.Reason, ct);
                said.Remove(one.Seat.Id);
                pool.Gone.TryDequeue(out _);
            }
            if (Volatile.Read(ref published) is var last && (last == 0 || time.GetElapsedTime(last) >= pool.Options.Publish))
                await PublishAsync(ct);
            trouble.Over();
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            trouble.Met(problem);
        }
    }

    private async Task PublishAsync(CancellationToken ct)
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref published, now);
        var all = pool.Seats;
        if (all.Count == 0 || presence.Current is not { } host)
            return;
        var changed = all.Select(seat => (seat, seat.Count))
            .Where(s => !said.TryGetValue(s.seat.Id, out var before) || before.Count != s.Count || time.GetElapsedTime(before.At, now) >= SayAnyway).ToList();
        foreach (var (id, detach) in await PoolStatements.PublishAsync(database.Source, host.Id, changed, [.. all], ct))
            if (all.First(seat => seat.Id == id) is var seat && detach)
                await EndAsync(seat, PoolEnd.Detached);
            else if (!seat.Count.Draining)
                seat.Drain(forGood: true);
        foreach (var (seat, count) in changed)
            said[seat.Id] = (count, now);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Everybody is gone by now or will be told so by the pool; that they are is stored by whoever comes first.
        await pool.StopAsync();
        await base.StopAsync(cancellationToken);
        await TryPublishAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "The place of worker {Name} ({WorkerId}) could not be cleared")]
    private partial void LogNotEnded(string name, Guid workerId, Exception problem);
}
