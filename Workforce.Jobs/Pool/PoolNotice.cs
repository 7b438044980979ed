namespace Workforce.Jobs.Pool;

/// <summary>What an attached worker is told: a closed set.</summary>
public abstract record PoolNotice
{
    private PoolNotice()
    {
    }

    /// <summary>A job is leased to it.</summary>
    public sealed record Granted(PoolJob Job) : PoolNotice;

    /// <summary>It is to stop working on a job.</summary>
    public sealed record Stop(Guid JobId, long LeaseEpoch, PoolStopReason Reason) : PoolNotice;

    /// <summary>What became of an outcome.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="LeaseEpoch">As sent.</param>
    /// <param name="Status">Whether it was written.</param>
    /// <param name="Message">What is wrong, for people.</param>
    public sealed record Acknowledged(Guid JobId, long LeaseEpoch, PoolVerdict Status, string Message) : PoolNotice;

    /// <summary>Nothing more is granted; it is to finish what it has and leave.</summary>
    /// <param name="ForGood">A person asked for it; else this process stops.</param>
    public sealed record Drain(bool ForGood) : PoolNotice;

    /// <summary>This process is there.</summary>
    public sealed record Heartbeat : PoolNotice;
}

/// <summary>A job as an attached worker gets it.</summary>
/// <param name="Id">The job.</param>
/// <param name="LeaseEpoch">To be sent back with everything about it.</param>
/// <param name="Kind">Wire name.</param>
/// <param name="PayloadJson">JSON text.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="MaxAttempts">Attempts allowed.</param>
/// <param name="CorrelationId">Its undertaking.</param>
/// <param name="ParentId">Made by.</param>
/// <param name="UserId">The person it is done for.</param>
/// <param name="Source">The queue that handed it on.</param>
/// <param name="Timeout">How long the attempt may take.</param>
/// <param name="Deadline">When it fails.</param>
/// <param name="TraceParent">W3C trace context.</param>
public sealed record PoolJob(
    Guid Id, long LeaseEpoch, string Kind, string PayloadJson, int Attempt, int MaxAttempts, Guid CorrelationId, Guid? ParentId, Guid? UserId, string? Source,
    TimeSpan Timeout, DateTimeOffset? Deadline, string? TraceParent);

/// <summary>Why a worker is to stop working on a job.</summary>
public enum PoolStopReason
{
    /// <summary>It was cancelled, or the lease went in another way.</summary>
    LeaseLost,

    /// <summary>The attempt took too long.</summary>
    TimedOut,

    /// <summary>The job's deadline passed.</summary>
    DeadlinePassed,

    /// <summary>The process it is attached to stops.</summary>
    ServerStopping,
}

/// <summary>What became of an outcome.</summary>
public enum PoolVerdict
{
    /// <summary>Written, now or before.</summary>
    Recorded,

    /// <summary>The lease was no longer held; nothing was written.</summary>
    Stale,

    /// <summary>It was malformed; the job is tried again.</summary>
    Invalid,
}

/// <summary>Why a worker's place in the pool ended.</summary>
public enum PoolEnd
{
    /// <summary>It left.</summary>
    Left,

    /// <summary>It was not heard of for too long.</summary>
    Silent,

    /// <summary>A person detached it.</summary>
    Detached,

    /// <summary>This process stops.</summary>
    Stopping,
}
