using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>
/// Lets programs outside of this process do jobs that this process holds the leases of. It claims for them what they have room
/// for, hands it out, and writes down how it ended; when one is gone its jobs go back in line at once. One per worker process.
/// </summary>
public sealed partial class JobPool
{
    private readonly ConcurrentDictionary<Guid, PoolSeat> seats = new();
    private readonly ConcurrentQueue<(PoolSeat Seat, string Reason)> gone = new();
    private readonly ConcurrentDictionary<PoolGrant, Task> courses = new();
    private readonly PoolCrews crews;
    private readonly Presence presence;
    private readonly Bell bell;
    private readonly JobCatalog catalog;
    private readonly JobsOptions engine;
    private readonly ILogger<JobPool> logger;
    private bool stopping;

    internal JobPool(
        JobsDatabase database, PoolCrews crews, Presence presence, Course course, Bell bell, JobCatalog catalog, JobsOptions engine, TimeProvider time,
        ILogger<JobPool> logger)
    {
        (Database, this.crews, this.presence, Course, this.bell) = (database, crews, presence, course, bell);
        (this.catalog, this.engine, Time, this.logger) = (catalog, engine, time, logger);
    }

    /// <summary>How workers are kept.</summary>
    public PoolOptions Options => engine.Pool;

    internal JobsDatabase Database { get; }

    internal Course Course { get; }

    internal TimeProvider Time { get; }

    /// <summary>Somebody came or went.</summary>
    internal Signal Changed { get; } = new();

    internal IReadOnlyCollection<PoolSeat> Seats => [.. seats.Values];

    /// <summary>Those whose leaving is not stored yet.</summary>
    internal ConcurrentQueue<(PoolSeat Seat, string Reason)> Gone => gone;

    /// <summary>Gives a worker its place. From now on it is granted jobs; read them with <see cref="PoolSeat.NextAsync"/>, and dispose of the place when it is gone.</summary>
    /// <param name="hello">Who it is.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="ArgumentException">The hello is malformed; the message and the parameter name the field.</exception>
    /// <exception cref="PoolRefusedException">Not here, or not now.</exception>
    public async Task<PoolSeat> AttachAsync(PoolHello hello, CancellationToken ct)
    {
        hello.ThrowIfBad();
        if (Volatile.Read(ref stopping))
            throw new PoolRefusedException(PoolRefusal.NotReady, "This process stops. Attach to another, or to this one in a moment.");
        if (presence.Current is not { } host)
            throw new PoolRefusedException(PoolRefusal.NotReady, "This process cannot reach its database. Attach again in a moment.");
        if (seats.Count >= Options.MaxWorkers)
            throw new PoolRefusedException(PoolRefusal.Full, $"{Options.MaxWorkers} workers are attached to this process, as many as may be. Attach to another.");
        var seat = new PoolSeat(this, hello);
        try
        {
            await PoolStatements.AttachAsync(Database.Source, seat.Id, host.Id, hello, ct);
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            throw new PoolRefusedException(PoolRefusal.NotReady, "This process cannot reach its database. Attach again in a moment.");
        }
        seats[seat.Id] = seat;
        await crews.AddAsync(seat);
        LogAttached(hello.Name, seat.Id, hello.Slots, string.Join(", ", hello.Kinds));
        Changed.Set();
        // It may have begun to stop meanwhile and told all but this one.
        if (Volatile.Read(ref stopping))
            seat.Drain(forGood: false);
        return seat;
    }

    /// <summary>This process is about to stop: nothing more is granted, and every worker is asked to finish and go elsewhere.</summary>
    /// <returns>When all are gone, or the time for that is over.</returns>
    public async Task StopAsync()
    {
        if (!Interlocked.Exchange(ref stopping, true))
            foreach (var seat in seats.Values)
                seat.Drain(forGood: false);
        await crews.StopAsync();
        Task all = Task.WhenAll(seats.Values.Select(seat => seat.Ended));
        await all.WaitAsync(engine.StopGrace, Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var seat in seats.Values)
            await seat.EndAsync(PoolEnd.Stopping);
        await Task.WhenAll(courses.Values);
    }

    /// <summary>Remembers what is being seen through, so that a stop can wait for its end.</summary>
    internal async Task FollowAsync(PoolGrant grant, Func<PoolGrant, Task> course)
    {
        courses[grant] = Task.CompletedTask;
        var follow = course(grant);
        if (!follow.IsCompleted)
            courses[grant] = follow;
        try
        {
            await follow;
        }
        finally
        {
            courses.TryRemove(grant, out _);
        }
    }

    internal JobContext ContextOf(Attempt attempt) => new(attempt, Database, bell, engine, Time, logger);

    internal RetryPolicy RetryOf(string kind) => catalog.Entries.TryGetValue(kind, out var entry) ? entry.Retry : RetryPolicy.Default;

    internal async Task RemoveAsync(PoolSeat seat, string reason)
    {
        if (!seats.TryRemove(seat.Id, out _))
            return;
        LogGone(seat.Name, seat.Id, reason);
        await crews.RemoveAsync(seat);
        gone.Enqueue((seat, reason));
        Changed.Set();
    }

    [LoggerMessage(LogLevel.Information, "Worker {Name} is attached as {WorkerId}: {Slots} slots for {Kinds}")]
    private partial void LogAttached(string name, Guid workerId, int slots, string kinds);

    [LoggerMessage(LogLevel.Information, "Worker {Name} ({WorkerId}) {Reason}")]
    private partial void LogGone(string name, Guid workerId, string reason);
}
