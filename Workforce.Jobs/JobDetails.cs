namespace Workforce.Jobs;

/// <summary>One job as it stands, unfinished or history.</summary>
public sealed record JobDetails
{
    /// <summary>UUID version 7: ids sort by time of enqueueing.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose job.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The person it is done for.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Ties the jobs of one undertaking together; the first one's own id unless given.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>The job that enqueued this one.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Wire name of the kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Part of the kind before the dot.</summary>
    public required string Queue { get; init; }

    /// <summary>The queue that handed it on.</summary>
    public string? Source { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>1 (first) to 10 (last).</summary>
    public required int Priority { get; init; }

    /// <summary>Attempts begun.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts allowed.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Number of the latest lease.</summary>
    public required long LeaseEpoch { get; init; }

    /// <summary>Enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To run not before.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Latest attempt claimed.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Completed, failed or cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Fails instead of starting after this.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Lease of a puller ends.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; init; }

    /// <summary>Latest reported percentage.</summary>
    public int? Percent { get; init; }

    /// <summary>Latest reported message.</summary>
    public string? Message { get; init; }

    /// <summary>Why it waits, or why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>The key it was enqueued with.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Free labels.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What it shares with other jobs.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>What its worker must offer.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>What a run is expected to cost, by unit.</summary>
    public required IReadOnlyDictionary<string, decimal> Costs { get; init; }

    /// <summary>Everything that went wrong so far, oldest first.</summary>
    public required IReadOnlyList<JobError> Errors { get; init; }

    /// <summary>JSON text.</summary>
    public required string PayloadJson { get; init; }

    /// <summary>JSON text; null until completed.</summary>
    public string? ResultJson { get; init; }
}

/// <summary>One failed attempt.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Worker">Name of the worker, or <c>puller …</c>.</param>
/// <param name="Error">What went wrong.</param>
public sealed record JobError(int Attempt, DateTimeOffset At, string? Worker, string Error);
