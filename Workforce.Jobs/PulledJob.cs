namespace Workforce.Jobs;

/// <summary>A job leased to a puller until <paramref name="LeaseExpiresAt"/>.</summary>
/// <param name="Id">The job.</param>
/// <param name="TenantId">Whose job.</param>
/// <param name="UserId">The person it is done for.</param>
/// <param name="CorrelationId">The job's correlation.</param>
/// <param name="Kind">Wire name of the kind.</param>
/// <param name="Queue">Part before the dot: the employee it is for.</param>
/// <param name="Source">The employee that handed it on.</param>
/// <param name="PayloadJson">JSON text.</param>
/// <param name="IdempotencyKey">The key it was enqueued with.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="MaxAttempts">Attempts allowed.</param>
/// <param name="LeaseEpoch">Send it back with complete and fail.</param>
/// <param name="CreatedAt">Enqueued.</param>
/// <param name="LeaseExpiresAt">After this it is handed out again.</param>
public sealed record PulledJob(
    Guid Id, Guid TenantId, Guid? UserId, Guid CorrelationId, string Kind, string Queue, string? Source, string PayloadJson,
    string? IdempotencyKey, int Attempt, int MaxAttempts, long LeaseEpoch, DateTimeOffset CreatedAt, DateTimeOffset LeaseExpiresAt);

/// <summary>What became of a puller's complete or fail.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Retrying">After a fail: the job will run again.</param>
public sealed record PullAnswer(PullStatus Status, bool Retrying = false);

/// <summary>How a puller's complete or fail ended.</summary>
public enum PullStatus
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>The same was written before; nothing changed.</summary>
    AlreadyDone,

    /// <summary>The job is not being processed, or by somebody else.</summary>
    NotHeld,

    /// <summary>The lease sent has been followed by another.</summary>
    Stale,

    /// <summary>There is no such job for this person.</summary>
    NotFound,
}
