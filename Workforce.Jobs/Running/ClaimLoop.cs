using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Claims what there is room for: when a bell rings, when a job comes due, when slots come free.</summary>
internal sealed class ClaimLoop(
    JobsDatabase database, JobCatalog catalog, Presence presence, RunningAttempts running, Throughput throughput, Bell bell, JobsOptions options, TimeProvider time, ILogger<ClaimLoop> logger)
{
    private static readonly TimeSpan DoubtFor = TimeSpan.FromSeconds(90);

    private readonly Lanes lanes = Lanes.Of(catalog.Kinds);
    private readonly Signal changed = new();
    private readonly Lock gate = new();
    private ITimer? alarm;
    private bool due = true;
    private readonly Trouble trouble = new("Claiming jobs", logger);
    private DateTimeOffset? doubtUntil;

    /// <summary>A claim broke off of late: it may have been committed without its answer arriving.</summary>
    public bool InDoubt => doubtUntil > time.GetUtcNow();

    /// <summary>Slots came free.</summary>
    public void Freed() => changed.Set();

    /// <summary>Something can be claimed after this time. Only the next beat's span matters: it will ask again.</summary>
    public void DueIn(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
            Due();
        else if (wait < options.Beat * 1.2)
            lock (gate)
            {
                alarm?.Dispose();
                alarm = time.CreateTimer(_ => Due(), null, wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
    }

    public async Task RunAsync(ChannelWriter<Attempt> attempts, CancellationToken ct)
    {
        using var ears = bell.Listen(topic =>
        {
            if (topic == BellMessage.Everything || Array.IndexOf(lanes.Queues, topic) >= 0)
                Due();
        });
        while (!ct.IsCancellationRequested)
        {
            var limit = Demand.Limit(options.Concurrency, running.Count, throughput.PerSecond(), options.Prefetch, options.MaxBatch);
            if (!Volatile.Read(ref due) || limit == 0 || presence.Current is not { } identity)
            {
                // Without an identity for a moment: declared lost, about to register anew.
                await changed.WaitAsync(presence.Current is null ? TimeSpan.FromMilliseconds(20) : options.Beat, ct);
                continue;
            }
            Volatile.Write(ref due, false);
            await TryClaimAsync(identity, limit, attempts, ct);
        }
    }

    private void Due()
    {
        Volatile.Write(ref due, true);
        changed.Set();
    }

    private async Task TryClaimAsync(WorkerIdentity identity, int limit, ChannelWriter<Attempt> attempts, CancellationToken ct)
    {
        try
        {
            // Not cancelled by a stop: what it claims must be known, to be handed back.
            var claimed = await RunOnceAsync(identity, limit, attempts);
            trouble.Over();
            if (claimed.Jobs.Count >= limit)
                Volatile.Write(ref due, true);
            else if (claimed.Contended)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2 + (8 * Random.Shared.NextDouble())), time, ct);
                Volatile.Write(ref due, true);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            doubtUntil = time.GetUtcNow() + DoubtFor;
            trouble.Met(problem);
            Volatile.Write(ref due, true);
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (200 * Random.Shared.NextDouble())), time, ct);
        }
    }

    internal async Task<ClaimStatement.Answer> RunOnceAsync(WorkerIdentity identity, int limit, ChannelWriter<Attempt> attempts)
    {
        var started = time.GetTimestamp();
        var claimed = await ClaimStatement.ExecuteAsync(database.Source, identity.Id, lanes, limit, CancellationToken.None);
        JobsTelemetry.ClaimDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        foreach (var job in claimed.Jobs)
        {
            JobsTelemetry.ClaimWait.Record((job.ClaimedAt - job.DueAt).TotalSeconds, new KeyValuePair<string, object?>("queue", job.Queue));
            var attempt = new Attempt(job, identity.Id);
            running.Add(attempt);
            // The channel is not bounded: what may be in it is bounded by what was asked for.
            attempts.TryWrite(attempt);
        }
        if (claimed.Jobs.Count > 0)
            bell.Ring(Bell.Events);
        return claimed;
    }
}
