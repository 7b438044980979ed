using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Claims what there is room for: when a bell rings, when a job comes due, when slots come free.</summary>
internal sealed class ClaimLoop(
    JobsDatabase database, Crew crew, Presence presence, RunningAttempts running, Bell bell, JobsOptions options, TimeProvider time, ILogger<ClaimLoop> logger)
{
    private const int MostMisses = 64;
    private static readonly TimeSpan DoubtFor = TimeSpan.FromSeconds(90);

    private readonly Abilities able = crew.Able;
    private readonly Signal changed = new();
    private readonly Lock gate = new();
    private readonly Trouble trouble = new("Claiming jobs", logger);
    private ITimer? alarm;
    private ITimer? opening;
    private bool look = true;
    private bool promote = true;
    private ClaimRound round = new(crew.Able.TenantId ?? default);
    private bool calm = true;
    private long stormySince;
    private bool handBack;
    private bool waits;
    private int misses;
    private long? doubtSince;

    public Crew Crew => crew;

    /// <summary>A claim broke off of late: it may have been committed without its answer arriving.</summary>
    public bool InDoubt => doubtSince is { } since && time.GetElapsedTime(since) < DoubtFor;

    /// <summary>Slots came free.</summary>
    public void Freed() => changed.Set();

    /// <summary>Something can be claimed.</summary>
    public void Look()
    {
        Volatile.Write(ref misses, 0);
        Volatile.Write(ref look, true);
        changed.Set();
    }

    /// <summary>Something comes due after this time. Only the next beat's span matters: it will ask again.</summary>
    public void DueIn(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
            Promote();
        else if (wait < options.Beat * 1.2)
            lock (gate)
            {
                alarm?.Dispose();
                alarm = time.CreateTimer(_ => Promote(), null, wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        var queues = able.Kinds.Select(JobKindName.QueueOf).ToHashSet(StringComparer.Ordinal);
        using var ears = bell.Listen(topic =>
        {
            if (topic == Bell.Holds)
                Volatile.Write(ref handBack, true);
            if (topic is BellMessage.Everything or Bell.Holds || topic.StartsWith(Bell.Gates, StringComparison.Ordinal) || (topic == Bell.Room && Volatile.Read(ref waits)) || queues.Contains(topic))
                Look();
        });
        while (!ct.IsCancellationRequested)
        {
            // What was paused just now may be among what has not begun.
            if (Interlocked.Exchange(ref handBack, false))
                await crew.Inbox.HandBackAsync();
            var limit = Demand.Limit(crew.Hands, crew.Held, crew.Pace.Each, options.Prefetch, options.MaxBatch);
            var claim = Volatile.Read(ref look) && limit > 0 && presence.Current is not null;
            if (!claim && !Volatile.Read(ref promote))
                // Without an identity for a moment: declared lost, about to register anew.
                await changed.WaitAsync(presence.Current is null ? TimeSpan.FromMilliseconds(20) : options.Beat, ct);
            else
                await TryAsync(claim ? presence.Current : null, limit, ct);
        }
    }

    // Sooner than the next heartbeat, which looks anyway.
    private void OpensIn(TimeSpan wait)
    {
        if (wait >= options.Beat)
            return;
        lock (gate)
        {
            opening?.Dispose();
            opening = time.CreateTimer(_ => Look(), null, wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private void Promote()
    {
        Volatile.Write(ref promote, true);
        changed.Set();
    }

    private async Task TryAsync(WorkerIdentity? identity, int limit, CancellationToken ct)
    {
        try
        {
            if (Interlocked.Exchange(ref promote, false))
                await PromoteOnceAsync(ct);
            if (identity is null)
                return;
            Volatile.Write(ref look, false);
            // Not cancelled by a stop: what it claims must be known, to be handed back.
            var claimed = await RunOnceAsync(identity, limit);
            trouble.Over();
            if (claimed.Opens is { } opens)
                OpensIn(opens);
            misses = claimed.Jobs.Count > 0 ? 0 : misses + 1;
            // Of several lanes a claim may leave something although its limit was not met. Where all that were seen are held
            // up or locked, others may be open: so it looks on for a while, and then a heartbeat later.
            Volatile.Write(ref waits, claimed.Waits);
            if (misses == 0 ? claimed.Jobs.Count >= limit || claimed.Lanes > 1 || claimed.Limited : misses < MostMisses && (claimed.Lanes > 0 || claimed.More))
                Volatile.Write(ref look, true);
            if (misses > 0 && (claimed.Lanes > 0 || claimed.More))
                await Task.Delay(TimeSpan.FromMilliseconds(2 + (8 * Random.Shared.NextDouble())), time, ct);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            doubtSince = time.GetTimestamp();
            trouble.Met(problem);
            Volatile.Write(ref look, true);
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (200 * Random.Shared.NextDouble())), time, ct);
        }
    }

    private async Task PromoteOnceAsync(CancellationToken ct)
    {
        var (queues, full) = await PromoteStatement.ExecuteAsync(database.Source, ct);
        if (full)
            Promote();
        if (queues.Count > 0)
            bell.Ring([.. queues]);
    }

    private async Task<ClaimAnswer> ClaimAsync(WorkerIdentity identity, int limit)
    {
        // Where there was little to be had the last time. Where that did not do, it is not tried again for a moment.
        if (calm && (stormySince == 0 || time.GetElapsedTime(stormySince) > options.Beat))
        {
            if (await CalmClaimStatement.ExecuteAsync(database.Source, identity.Id, able, limit, round, CancellationToken.None) is { } all)
                return all;
            stormySince = time.GetTimestamp();
        }
        var claimed = await ClaimStatement.ExecuteAsync(database.Source, identity.Id, able, limit, round, CancellationToken.None);
        calm = claimed.Jobs.Count < Math.Min(limit, CalmClaimStatement.Most) && !claimed.More && !claimed.Limited;
        return claimed;
    }

    internal async Task<ClaimAnswer> RunOnceAsync(WorkerIdentity identity, int limit)
    {
        var started = time.GetTimestamp();
        var claimed = await ClaimAsync(identity, limit);
        JobsTelemetry.ClaimDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        foreach (var job in claimed.Jobs)
        {
            JobsTelemetry.ClaimWait.Record((job.ClaimedAt - job.DueAt).TotalSeconds, new KeyValuePair<string, object?>("queue", job.Queue));
            var attempt = new Attempt(job, identity.Id, crew, time);
            running.Add(attempt);
            crew.Inbox.Add(attempt);
        }
        round = claimed.Next;
        if (claimed.Jobs.Count > 0)
            bell.Ring(Bell.Events);
        return claimed;
    }
}
