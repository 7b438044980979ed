using System.Text.Json;
using Npgsql;

namespace Workforce.Jobs.Schedules;

/// <summary>A schedule's row as it is read.</summary>
internal static class ScheduleColumns
{
    public const string All = """
        tenant_id, name, declared_by, job, payload, cron, every_ms, zone, starts_at, ends_at, missed, catch_up_limit, late_after_ms, overlap, instant_member,
        anchor_at, reckoned_at, next_run_at, queued_for, due_at, paused_at, paused_until, pause_reason, last_run_at, last_fired_at, last_job_id,
        skipped_at, skip_reason, error, created_at, updated_at
        """;

    /// <summary>How many there are: what a statement adds comes after them.</summary>
    public const int Count = 31;

    public static ScheduleRow Read(NpgsqlDataReader row) => new(Definition(row))
    {
        DeclaredBy = Text(row, 2),
        AnchorAt = row.GetFieldValue<DateTimeOffset>(15),
        ReckonedAt = row.GetFieldValue<DateTimeOffset>(16),
        NextRunAt = Instant(row, 17),
        QueuedFor = Instant(row, 18),
        DueAt = Instant(row, 19),
        PausedAt = Instant(row, 20),
        PausedUntil = Instant(row, 21),
        PauseReason = Text(row, 22),
        LastRunAt = Instant(row, 23),
        LastFiredAt = Instant(row, 24),
        LastJobId = row.IsDBNull(25) ? null : row.GetGuid(25),
        SkippedAt = Instant(row, 26),
        SkipReason = Text(row, 27),
        Error = Text(row, 28),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(29),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(30),
    };

    /// <summary>What a run's job is made of, without its payload.</summary>
    public static string JobJsonOf(NewJob job) => JsonSerializer.Serialize(job with { PayloadJson = "" }, JobJson.Options);

    private static NewSchedule Definition(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(1),
        Job = JsonSerializer.Deserialize<NewJob>(row.GetString(3), JobJson.Options)! with { PayloadJson = row.GetString(4), TenantId = row.GetGuid(0) },
        Cron = Text(row, 5),
        Every = row.IsDBNull(6) ? null : TimeSpan.FromMilliseconds(row.GetInt64(6)),
        Zone = row.GetString(7),
        StartsAt = Instant(row, 8),
        EndsAt = Instant(row, 9),
        Missed = SchedulePolicies.ParseMissed(row.GetString(10)),
        CatchUpLimit = row.GetInt16(11),
        LateAfter = TimeSpan.FromMilliseconds(row.GetInt64(12)),
        Overlap = SchedulePolicies.ParseOverlap(row.GetString(13)),
        InstantMember = Text(row, 14),
    };

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
