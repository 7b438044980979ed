using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Schedules;

/// <summary>Reads and writes schedules. Whoever changes a row has locked it before.</summary>
internal static class ScheduleStatements
{
    // The database's clock is the truth for all processes. clock_timestamp() and not now(): a caller's own transaction may
    // have begun long ago.
    private const string Lock = $"select {ScheduleColumns.All} from jobs.schedule where tenant_id = $1 and name = $2 for update";

    private const string Declared = $"select {ScheduleColumns.All} from jobs.schedule where tenant_id = $1 and declared_by = $2 order by name for update";

    // Two that put the same new schedule at once: the second waits for the first and then overwrites what was asked for,
    // but not what has run.
    private const string Put = """
        insert into jobs.schedule as s (tenant_id, name, declared_by, job, payload, cron, every_ms, zone, starts_at, ends_at, missed, catch_up_limit,
            late_after_ms, overlap, instant_member, anchor_at, reckoned_at, next_run_at, queued_for, due_at, created_at, updated_at, kind)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        on conflict (tenant_id, name) do update set declared_by = excluded.declared_by, kind = excluded.kind, job = excluded.job, payload = excluded.payload,
            cron = excluded.cron, every_ms = excluded.every_ms, zone = excluded.zone, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
            missed = excluded.missed, catch_up_limit = excluded.catch_up_limit, late_after_ms = excluded.late_after_ms, overlap = excluded.overlap,
            instant_member = excluded.instant_member, anchor_at = excluded.anchor_at, reckoned_at = excluded.reckoned_at,
            next_run_at = excluded.next_run_at, queued_for = excluded.queued_for, due_at = excluded.due_at, error = null, updated_at = excluded.updated_at
        """;

    private const string Advance = """
        update jobs.schedule s
        set reckoned_at = i.reckoned_at, next_run_at = i.next_run_at, queued_for = i.queued_for, due_at = i.due_at, paused_at = i.paused_at,
            paused_until = i.paused_until, pause_reason = i.pause_reason, last_run_at = i.last_run_at, last_fired_at = i.last_fired_at,
            last_job_id = i.last_job_id, skipped_at = i.skipped_at, skip_reason = i.skip_reason, error = i.error, updated_at = i.updated_at
        from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
                $8::timestamptz[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::uuid[], $13::timestamptz[], $14::text[], $15::text[], $16::timestamptz[])
            as i(tenant_id, name, reckoned_at, next_run_at, queued_for, due_at, paused_at, paused_until, pause_reason, last_run_at, last_fired_at,
                last_job_id, skipped_at, skip_reason, error, updated_at)
        where s.tenant_id = i.tenant_id and s.name = i.name
        """;

    public static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        return new((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>The row, which nobody else changes until the transaction ends; null: there is none.</summary>
    public static async Task<ScheduleRow?> LockAsync(NpgsqlConnection connection, Guid tenantId, string name, CancellationToken ct) =>
        (await ReadAsync(connection, Lock, [tenantId, name], ct)) is [var row] ? row : null;

    /// <summary>All that a set in code declares, locked.</summary>
    public static Task<List<ScheduleRow>> LockDeclaredAsync(NpgsqlConnection connection, Guid tenantId, string declaredBy, CancellationToken ct) =>
        ReadAsync(connection, Declared, [tenantId, declaredBy], ct);

    public static async Task PutAsync(NpgsqlConnection connection, ScheduleRow row, CancellationToken ct)
    {
        var asked = row.Definition;
        await using var command = new NpgsqlCommand(Put, connection)
        {
            Parameters =
            {
                One(NpgsqlDbType.Uuid, row.TenantId), One(NpgsqlDbType.Text, row.Name), One(NpgsqlDbType.Text, row.DeclaredBy),
                One(NpgsqlDbType.Jsonb, ScheduleColumns.JobJsonOf(asked.Job)), One(NpgsqlDbType.Json, asked.Job.PayloadJson),
                One(NpgsqlDbType.Text, asked.Cron), One(NpgsqlDbType.Bigint, (long?)asked.Every?.TotalMilliseconds), One(NpgsqlDbType.Text, asked.Zone),
                One(NpgsqlDbType.TimestampTz, asked.StartsAt), One(NpgsqlDbType.TimestampTz, asked.EndsAt), One(NpgsqlDbType.Text, asked.Missed.Wire()),
                One(NpgsqlDbType.Smallint, (short)asked.CatchUpLimit), One(NpgsqlDbType.Bigint, (long)asked.LateAfter.TotalMilliseconds),
                One(NpgsqlDbType.Text, asked.Overlap.Wire()), One(NpgsqlDbType.Text, asked.InstantMember), One(NpgsqlDbType.TimestampTz, row.AnchorAt),
                One(NpgsqlDbType.TimestampTz, row.ReckonedAt), One(NpgsqlDbType.TimestampTz, row.NextRunAt), One(NpgsqlDbType.TimestampTz, row.QueuedFor),
                One(NpgsqlDbType.TimestampTz, row.DueAt), One(NpgsqlDbType.TimestampTz, row.CreatedAt), One(NpgsqlDbType.TimestampTz, row.UpdatedAt),
                One(NpgsqlDbType.Text, asked.Job.Kind),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes where they stand, not what was asked for.</summary>
    public static async Task AdvanceAsync(NpgsqlConnection connection, IReadOnlyList<ScheduleRow> rows, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Advance, connection)
        {
            Parameters =
            {
                Many(NpgsqlDbType.Uuid, rows, r => r.TenantId), Many(NpgsqlDbType.Text, rows, r => r.Name), Many(NpgsqlDbType.TimestampTz, rows, r => r.ReckonedAt),
                Many(NpgsqlDbType.TimestampTz, rows, r => r.NextRunAt), Many(NpgsqlDbType.TimestampTz, rows, r => r.QueuedFor), Many(NpgsqlDbType.TimestampTz, rows, r => r.DueAt),
                Many(NpgsqlDbType.TimestampTz, rows, r => r.PausedAt), Many(NpgsqlDbType.TimestampTz, rows, r => r.PausedUntil), Many(NpgsqlDbType.Text, rows, r => r.PauseReason),
                Many(NpgsqlDbType.TimestampTz, rows, r => r.LastRunAt), Many(NpgsqlDbType.TimestampTz, rows, r => r.LastFiredAt), Many(NpgsqlDbType.Uuid, rows, r => r.LastJobId),
                Many(NpgsqlDbType.TimestampTz, rows, r => r.SkippedAt), Many(NpgsqlDbType.Text, rows, r => r.SkipReason), Many(NpgsqlDbType.Text, rows, r => r.Error),
                Many(NpgsqlDbType.TimestampTz, rows, r => r.UpdatedAt),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task DeleteAsync(NpgsqlConnection connection, ScheduleRow row, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from jobs.schedule where tenant_id = $1 and name = $2", connection)
        {
            Parameters = { One(NpgsqlDbType.Uuid, row.TenantId), One(NpgsqlDbType.Text, row.Name) },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<ScheduleRow>> ReadAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<ScheduleRow>();
        while (await reader.ReadAsync(ct))
            rows.Add(ScheduleColumns.Read(reader));
        return rows;
    }

    private static NpgsqlParameter One(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private static NpgsqlParameter Many<T>(NpgsqlDbType type, IReadOnlyList<ScheduleRow> rows, Func<ScheduleRow, T> of) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = rows.Select(of).ToArray() };
}
