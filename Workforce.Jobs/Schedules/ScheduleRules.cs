using System.Text.Json;

namespace Workforce.Jobs.Schedules;

/// <summary>How a schedule's row changes when it is put, paused and resumed.</summary>
internal static class ScheduleRules
{
    // What the database keeps of an instant.
    private static readonly TimeSpan Grain = TimeSpan.FromMicroseconds(1);

    /// <summary>The row after a schedule was put. What has run, a pause and runs that are due by the same timing outlast it.</summary>
    public static ScheduleRow Put(ScheduleRow? was, NewSchedule schedule, string? declaredBy, DateTimeOffset now)
    {
        schedule = Rounded(schedule);
        if (was is null)
            return Reckoned(new(schedule) { DeclaredBy = declaredBy, AnchorAt = schedule.StartsAt ?? Whole(now), ReckonedAt = now, CreatedAt = now, UpdatedAt = now });
        var row = was with { Definition = schedule, DeclaredBy = declaredBy, UpdatedAt = now, Error = null };
        if (!SameTiming(was.Definition, schedule))
            row = row with { AnchorAt = schedule.StartsAt ?? Whole(now), ReckonedAt = PassedOver(row, now) };
        return Reckoned(row with { QueuedFor = schedule.Overlap == Overlap.QueueOne ? row.QueuedFor : null });
    }

    /// <summary>Nothing runs until the time, or until it is resumed; runs of the meantime are passed over.</summary>
    public static ScheduleRow Pause(ScheduleRow was, DateTimeOffset? until, string? reason, DateTimeOffset now)
    {
        var row = was with { PausedAt = now, PausedUntil = until, PauseReason = reason, QueuedFor = null, UpdatedAt = now };
        return Reckoned(row with { ReckonedAt = PassedOver(row, now) });
    }

    public static ScheduleRow Resume(ScheduleRow was, DateTimeOffset now) => was.PausedAt is null
        ? was
        : Reckoned(was with { PausedAt = null, PausedUntil = null, PauseReason = null, ReckonedAt = IsPaused(was, now) ? now : was.ReckonedAt, UpdatedAt = now });

    /// <summary>The next run, and when to look, from what has been dealt with.</summary>
    public static ScheduleRow Reckoned(ScheduleRow row)
    {
        var next = row is { PausedAt: not null, PausedUntil: null } ? null : row.Timing.Next(row.ReckonedAt);
        return row with { NextRunAt = next, DueAt = row.QueuedFor is null ? next : row.DueAt };
    }

    public static bool IsPaused(ScheduleRow row, DateTimeOffset now) => row.PausedAt is not null && !(row.PausedUntil <= now);

    /// <summary>Nothing that would be stored differs.</summary>
    public static bool Same(ScheduleRow a, ScheduleRow b) =>
        a.DeclaredBy == b.DeclaredBy && a.NextRunAt == b.NextRunAt && a.DueAt == b.DueAt && a.Error == b.Error && Text(a.Definition) == Text(b.Definition);

    // Its end itself is a time to run at again.
    private static DateTimeOffset PassedOver(ScheduleRow row, DateTimeOffset now) => row.PausedUntil is { } until && until > now ? until - Grain : now;

    private static bool SameTiming(NewSchedule a, NewSchedule b) =>
        (a.Cron, a.Every, a.Zone, a.StartsAt, a.EndsAt) == (b.Cron, b.Every, b.Zone, b.StartsAt, b.EndsAt);

    private static NewSchedule Rounded(NewSchedule schedule) => schedule with
    {
        Cron = schedule.Cron?.Trim(), StartsAt = Grained(schedule.StartsAt), EndsAt = Grained(schedule.EndsAt),
    };

    private static DateTimeOffset? Grained(DateTimeOffset? at) => at is { } instant ? new(instant.UtcTicks - (instant.UtcTicks % Grain.Ticks), TimeSpan.Zero) : null;

    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string Text(NewSchedule schedule) => JsonSerializer.Serialize(schedule, JobJson.Options);
}
