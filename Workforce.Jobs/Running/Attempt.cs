using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Why a handler's token fired.</summary>
internal enum StopReason
{
    None,
    TimedOut,
    DeadlinePassed,
    LeaseLost,
    ProcessStopping,
}

/// <summary>One claimed job in this process, from its claim until its end is written.</summary>
internal sealed class Attempt(ClaimedJob job, Guid workerId, Crew crew, TimeProvider clock) : IDisposable
{
    private readonly long claimed = clock.GetTimestamp();
    private readonly CancellationTokenSource stop = new();
    private int reason;
    private int ended;
    private Action? ignored;
    private TimeSpan patience;
    private ITimer? timer;

    public ClaimedJob Job => job;

    public Guid WorkerId => workerId;

    public Crew Crew => crew;

    public CancellationToken Token => stop.Token;

    /// <summary>The database's time, a little late: this machine's clock may be wrong, or set while the attempt runs, and deadlines are not to depend on it.</summary>
    public DateTimeOffset Now => new DateTimeOffset(job.ClaimedAt) + clock.GetElapsedTime(claimed);

    /// <summary>The first reason given.</summary>
    public StopReason Reason => (StopReason)Volatile.Read(ref reason);

    /// <summary>Queues to ring when the handler's own transactions are over.</summary>
    public HashSet<string> Enqueued { get; } = new(StringComparer.Ordinal);

    /// <summary>A slot has taken it.</summary>
    public bool Begun { get; set; }

    /// <summary>The attached worker that has it; null: a handler of this process.</summary>
    public string? Holder { get; set; }

    /// <summary>Whom to tell whether its end was written under its lease; null: it is not known.</summary>
    public Action<bool?>? Told { get; set; }

    /// <summary>What the handler said it spent, by unit.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, decimal> Spent { get; } = new(StringComparer.Ordinal);

    public void Stop(StopReason why)
    {
        if (Interlocked.CompareExchange(ref reason, (int)why, (int)StopReason.None) != (int)StopReason.None)
            return;
        try
        {
            if (ignored is not null)
                timer = clock.CreateTimer(static state => ((Attempt)state!).ignored!(), this, patience, Timeout.InfiniteTimeSpan);
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this moment; there is nobody left to tell.
        }
        catch (AggregateException)
        {
            // A callback registered by the handler threw; the handler's own end tells the story.
        }
    }

    /// <summary>True for the first who says so: its handler's end, or whoever gave it up.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref ended, 1) == 0;

    /// <summary>What to do when the handler has not ended this long after it was told to stop. Set before the handler starts.</summary>
    public void WhenIgnored(TimeSpan after, Action then) => (patience, ignored) = (after, then);

    public void Dispose()
    {
        timer?.Dispose();
        stop.Dispose();
    }
}
