namespace Workforce.Jobs.Schedules;

/// <summary>A schedule as it is stored: what was asked for and where it stands.</summary>
internal sealed record ScheduleRow(NewSchedule Definition)
{
    public string? DeclaredBy { get; init; }

    /// <summary>Intervals are counted from here.</summary>
    public DateTimeOffset AnchorAt { get; init; }

    /// <summary>Every run up to here has been dealt with.</summary>
    public DateTimeOffset ReckonedAt { get; init; }

    /// <summary>The first run after it; null: none is left, or paused without an end.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>A run that waits for the job of the one before to finish.</summary>
    public DateTimeOffset? QueuedFor { get; init; }

    /// <summary>When a process has to look at it; null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Null while paused: without an end.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public string? PauseReason { get; init; }

    /// <summary>The instant of the run enqueued last.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When it was enqueued.</summary>
    public DateTimeOffset? LastFiredAt { get; init; }

    public Guid? LastJobId { get; init; }

    public DateTimeOffset? SkippedAt { get; init; }

    public string? SkipReason { get; init; }

    /// <summary>Why it could not be fired; tried again each minute.</summary>
    public string? Error { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public Guid TenantId => Definition.Job.TenantId;

    public string Name => Definition.Name;

    public Timing Timing => Timing.Of(Definition, AnchorAt);
}
