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
internal sealed class Attempt(ClaimedJob job, Guid workerId) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private int reason;

    public ClaimedJob Job => job;

    public Guid WorkerId => workerId;

    public CancellationToken Token => stop.Token;

    /// <summary>The first reason given.</summary>
    public StopReason Reason => (StopReason)Volatile.Read(ref reason);

    /// <summary>Queues to ring when the handler's own transactions are over.</summary>
    public HashSet<string> Enqueued { get; } = new(StringComparer.Ordinal);

    public void Stop(StopReason why)
    {
        if (Interlocked.CompareExchange(ref reason, (int)why, (int)StopReason.None) != (int)StopReason.None)
            return;
        try
        {
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

    public void Dispose() => stop.Dispose();
}
