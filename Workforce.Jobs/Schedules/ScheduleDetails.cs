using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Schedules;

/// <summary>A schedule as it stands.</summary>
public sealed record ScheduleDetails
{
    /// <summary>What was asked for.</summary>
    public required NewSchedule Definition { get; init; }

    /// <summary>The set in code that declares it; null: put by a program or a person.</summary>
    public string? DeclaredBy { get; init; }

    /// <summary>Nothing runs now.</summary>
    public required bool Paused { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>It goes on by itself then; null: when it is resumed.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>As whoever paused it said.</summary>
    public string? PauseReason { get; init; }

    /// <summary>The next runs, as many as were asked for; none when it is paused without an end or none is left.</summary>
    public required IReadOnlyList<DateTimeOffset> NextRuns { get; init; }

    /// <summary>A run that waits for the job of the one before to finish.</summary>
    public DateTimeOffset? QueuedFor { get; init; }

    /// <summary>The instant of the run enqueued last.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When it was enqueued.</summary>
    public DateTimeOffset? LastFiredAt { get; init; }

    /// <summary>Its job.</summary>
    public Guid? LastJobId { get; init; }

    /// <summary>When a run was last left out.</summary>
    public DateTimeOffset? SkippedAt { get; init; }

    /// <summary>Why.</summary>
    public string? SkipReason { get; init; }

    /// <summary>Why it cannot be fired at present; it is tried again each minute.</summary>
    public string? Error { get; init; }

    /// <summary>First put.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last put, paused or resumed with effect.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static ScheduleDetails Of(ScheduleRow row, DateTimeOffset now, int upcoming)
    {
        var paused = ScheduleRules.IsPaused(row, now);
        return new()
        {
            Definition = row.Definition,
            DeclaredBy = row.DeclaredBy,
            Paused = paused,
            PausedAt = paused ? row.PausedAt : null,
            PausedUntil = paused ? row.PausedUntil : null,
            PauseReason = paused ? row.PauseReason : null,
            NextRuns = Upcoming(row, upcoming),
            QueuedFor = row.QueuedFor,
            LastRunAt = row.LastRunAt,
            LastFiredAt = row.LastFiredAt,
            LastJobId = row.LastJobId,
            SkippedAt = row.SkippedAt,
            SkipReason = row.SkipReason,
            Error = row.Error,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private static IReadOnlyList<DateTimeOffset> Upcoming(ScheduleRow row, int count)
    {
        if (row.NextRunAt is null)
            return [];
        try
        {
            return row.Timing.Upcoming(row.ReckonedAt, count);
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException or CronFormatException)
        {
            // Put by a process that knows more than this one: its next run is all that can be told here.
            return [row.NextRunAt.Value];
        }
    }
}
