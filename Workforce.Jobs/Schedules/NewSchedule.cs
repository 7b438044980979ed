namespace Workforce.Jobs.Schedules;

/// <summary>A job to be enqueued again and again. Its rules are in <c>docs/schedules.md</c>.</summary>
public sealed record NewSchedule
{
    /// <summary>Which one it is within its tenant; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What each run enqueues, and for whom. Without a time, a deadline, an idempotency key and a parent: those are each run's own.</summary>
    public required NewJob Job { get; init; }

    /// <summary>Five fields, six with seconds first, or a macro. Either this or <see cref="Every"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>Time between two runs, one second to ten years, counted from <see cref="StartsAt"/>, else from when it was put. Either this or <see cref="Cron"/>.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>IANA id of the time zone by whose clocks <see cref="Cron"/> is read, e.g. <c>Europe/Berlin</c>.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>No run before; the first run of an interval.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No run after.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What becomes of runs whose time passed while no worker was there.</summary>
    public MissedRuns Missed { get; init; } = MissedRuns.RunOnce;

    /// <summary>For <see cref="MissedRuns.CatchUp"/>: how many runs at most, 1 to 1000.</summary>
    public int CatchUpLimit { get; init; } = 100;

    /// <summary>For <see cref="MissedRuns.Skip"/>: a run counts as missed when it is later than this, one second to a day.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of a run while the job of the one before has not finished.</summary>
    public Overlap Overlap { get; init; } = Overlap.Skip;

    /// <summary>Member of the payload (a JSON object) that is set to the run's instant, in UTC as ISO 8601; null: none.</summary>
    public string? InstantMember { get; init; }

    /// <summary>A schedule of jobs of one kind; when they run with <c>with { Cron = … }</c> or <c>with { Every = … }</c>.</summary>
    public static NewSchedule Of<TPayload>(string name, JobKind<TPayload> kind, TPayload payload, Guid tenantId) =>
        new() { Name = name, Job = NewJob.Of(kind, payload, tenantId) };

    /// <summary>The next runs after an instant, without storing anything.</summary>
    /// <param name="after">Not itself one of them; where an interval without <see cref="StartsAt"/> is counted from.</param>
    /// <param name="count">How many, 1 to 100.</param>
    /// <exception cref="ArgumentException">The schedule is malformed; the message names the member.</exception>
    public IReadOnlyList<DateTimeOffset> Preview(DateTimeOffset after, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100);
        ScheduleCheck.ThrowIfBad(this);
        return Timing.Of(this, StartsAt ?? after).Upcoming(after, count);
    }
}
