namespace Workforce.Jobs;

/// <summary>How the engine runs in this process.</summary>
public sealed class JobsOptions
{
    /// <summary>Name of the connection string (role workforce_engine).</summary>
    public string ConnectionName { get; set; } = "jobs";

    /// <summary>The connection string itself; null: looked up by <see cref="ConnectionName"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Connections of this process besides the two it keeps for presence and listening.</summary>
    public int MaxPoolSize { get; set; } = 12;

    /// <summary>Shown with leases and errors; null: machine name and process id.</summary>
    public string? WorkerName { get; set; }

    /// <summary>Handlers that run at once in this process.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Kinds that this process may enqueue, so that a slip of the pen is an error and not a job that nobody does; empty: any.</summary>
    public ISet<string> KnownKinds { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What jobs may need and this process has: <c>gpu</c>, <c>region:eu</c>. It is given no job that needs something else.</summary>
    public IList<string> Offers { get; } = [];

    /// <summary>Most jobs taken by one claim, at most 2000.</summary>
    public int MaxBatch { get; set; } = 2000;

    /// <summary>Work kept ready in the process, as the time it would take at the present rate.</summary>
    public TimeSpan Prefetch { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time between two heartbeats; each also looks for due work and lost workers. Spread by up to 10 %.</summary>
    public TimeSpan Beat { get; set; } = TimeSpan.FromMilliseconds(1100);

    /// <summary>A worker whose session is gone is lost when its last heartbeat is this old.</summary>
    public TimeSpan LostAfterDisconnect { get; set; } = TimeSpan.FromMilliseconds(1400);

    /// <summary>A worker whose session is there is lost when its last heartbeat is this old.</summary>
    public TimeSpan LostAfterSilence { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For this long after the server came up a missing session says nothing: all of them were dropped.</summary>
    public TimeSpan ServerStartGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long running handlers may go on after the process was asked to stop, before their tokens fire.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a handler may ignore its fired token before it is abandoned.</summary>
    public TimeSpan AbandonAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Least time between two stored progress reports of one job; the latest in between is stored at its end.</summary>
    public TimeSpan ProgressEvery { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Lines of <see cref="JobContext.Log"/> from this level on are kept with the job; Debug at the lowest, None: no line.</summary>
    public Microsoft.Extensions.Logging.LogLevel LogLines { get; set; } = Microsoft.Extensions.Logging.LogLevel.Information;

    /// <summary>Prepares the scope of an attempt before its handler is made, e.g. with the job's tenant. Throwing counts as the attempt's failure.</summary>
    public Action<IServiceProvider, JobContext>? OnAttempt { get; set; }

    /// <summary>Finished jobs are kept this long, in whole months.</summary>
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Events and progress are kept this long.</summary>
    public TimeSpan KeepEvents { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Idempotency keys of finished jobs are kept this long.</summary>
    public TimeSpan KeepIdempotencyKeys { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How workers that are attached to this process are kept.</summary>
    public Pool.PoolOptions Pool { get; } = new();

    /// <summary>Time between two rounds of upkeep (partitions ahead, pruning).</summary>
    public TimeSpan Upkeep { get; set; } = TimeSpan.FromMinutes(10);

    internal void ThrowIfBad()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        // What an event row holds.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatch, 2000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPoolSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Beat, TimeSpan.Zero);
        // A live worker must never look lost between two of its heartbeats.
        ArgumentOutOfRangeException.ThrowIfLessThan(LostAfterDisconnect, Beat * 1.2);
        ArgumentOutOfRangeException.ThrowIfLessThan(LostAfterSilence, LostAfterDisconnect);
        Pool.ThrowIfBad();
    }
}
