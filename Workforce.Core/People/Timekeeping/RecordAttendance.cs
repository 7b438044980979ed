using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;

namespace Workforce.Core.People.Timekeeping;

/// <summary>Measures shifts against punches and stores what came of it, inside the caller's transaction. Doing it again changes nothing.</summary>
public static class RecordAttendance
{
    /// <summary>Shifts that started since <paramref name="since"/>, of these employees or (null) of all of the tenant.</summary>
    /// <returns>How many shifts have another record than before.</returns>
    public static async Task<int> RunAsync(NpgsqlConnection connection, Guid tenant, Guid[]? employees, DateTimeOffset since, DateTimeOffset now, AttendanceRules rules, CancellationToken ct)
    {
        var shifts = await ShiftsAsync(connection, tenant, employees, since, now, rules, ct);
        var punches = await PunchesAsync(connection, tenant, employees, since, rules, ct);
        var judged = shifts.SelectMany(group => PunchMatching.Match(group.Value, punches.GetValueOrDefault(group.Key) ?? [], rules, now)
            .Where(attendance => attendance.StartsAt > since)
            .Select(attendance => (Employee: group.Key, Attendance: attendance))).OrderBy(row => row.Attendance.ShiftId).ToList();
        return await StoreAsync(connection, tenant, judged, now, ct);
    }

    /// <summary>Those that have begun, also the ones that anybody may already have clocked in for; a day more behind, whose punches must not be taken for these shifts'.</summary>
    private static async Task<Dictionary<Guid, List<PlannedShift>>> ShiftsAsync(NpgsqlConnection connection, Guid tenant, Guid[]? employees, DateTimeOffset since, DateTimeOffset now, AttendanceRules rules, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select employee_id, id, starts_at, ends_at, created_at from people.shift
            where tenant_id = $1 and ($2::uuid[] is null or employee_id = any($2)) and starts_at > $3 and starts_at <= $4 and status = 'scheduled'
            """, connection);
        Add(command, tenant, employees, since.AddDays(-2), now.AddMinutes(rules.EarlyMinutes));
        var found = new Dictionary<Guid, List<PlannedShift>>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Of(found, reader.GetGuid(0)).Add(new(reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return found;
    }

    private static async Task<Dictionary<Guid, List<PunchAt>>> PunchesAsync(NpgsqlConnection connection, Guid tenant, Guid[]? employees, DateTimeOffset since, AttendanceRules rules, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select employee_id, kind, at from people.punch where tenant_id = $1 and ($2::uuid[] is null or employee_id = any($2)) and at > $3 and removed_at is null order by at", connection);
        Add(command, tenant, employees, since.AddDays(-2).AddMinutes(-rules.EarlyMinutes));
        var found = new Dictionary<Guid, List<PunchAt>>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Of(found, reader.GetGuid(0)).Add(new(reader.GetString(1) == "in" ? PunchKind.In : PunchKind.Out, reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return found;
    }

    // What a person excused stays excused, whatever the clock says.
    private static async Task<int> StoreAsync(NpgsqlConnection connection, Guid tenant, List<(Guid Employee, ShiftAttendance Attendance)> judged, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into people.attendance as a (shift_id, tenant_id, employee_id, starts_at, status, lateness_minutes, clocked_in_at, clocked_out_at, agent_flags, updated_at)
            select j.shift_id, @tenant, j.employee_id, j.starts_at, j.status, j.lateness, j.clocked_in, j.clocked_out, string_to_array(j.flags, ' '), @now
            from unnest(@shifts, @employees, @starts, @statuses, @lateness, @ins, @outs, @flags) as j (shift_id, employee_id, starts_at, status, lateness, clocked_in, clocked_out, flags)
            on conflict (shift_id) do update set starts_at = excluded.starts_at, lateness_minutes = excluded.lateness_minutes, clocked_in_at = excluded.clocked_in_at,
                clocked_out_at = excluded.clocked_out_at, agent_flags = excluded.agent_flags, updated_at = excluded.updated_at,
                status = case a.status when 'excused' then a.status else excluded.status end
                where (case a.status when 'excused' then excluded.status else a.status end, a.starts_at, a.lateness_minutes, a.clocked_in_at, a.clocked_out_at, a.agent_flags)
                    is distinct from (excluded.status, excluded.starts_at, excluded.lateness_minutes, excluded.clocked_in_at, excluded.clocked_out_at, excluded.agent_flags)
            """, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("now", now.ToUniversalTime());
        Column(command, "shifts", NpgsqlDbType.Uuid, judged, row => row.Attendance.ShiftId);
        Column(command, "employees", NpgsqlDbType.Uuid, judged, row => row.Employee);
        Column(command, "starts", NpgsqlDbType.TimestampTz, judged, row => row.Attendance.StartsAt.ToUniversalTime());
        Column(command, "statuses", NpgsqlDbType.Text, judged, row => WireNames.Of(row.Attendance.Status.ToString()));
        Column(command, "lateness", NpgsqlDbType.Integer, judged, row => row.Attendance.LatenessMinutes);
        Column(command, "ins", NpgsqlDbType.TimestampTz, judged, row => row.Attendance.ClockedInAt?.ToUniversalTime());
        Column(command, "outs", NpgsqlDbType.TimestampTz, judged, row => row.Attendance.ClockedOutAt?.ToUniversalTime());
        Column(command, "flags", NpgsqlDbType.Text, judged, row => string.Join(' ', row.Attendance.Flags));
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static List<T> Of<T>(Dictionary<Guid, List<T>> groups, Guid key) => groups.TryGetValue(key, out var list) ? list : groups[key] = [];

    private static void Add(NpgsqlCommand command, Guid tenant, Guid[]? employees, params DateTimeOffset[] instants)
    {
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = (object?)employees ?? DBNull.Value });
        foreach (var instant in instants)
        {
            command.Parameters.Add(new() { Value = instant.ToUniversalTime() });
        }
    }

    private static void Column<T>(NpgsqlCommand command, string name, NpgsqlDbType type, List<(Guid, ShiftAttendance)> rows, Func<(Guid Employee, ShiftAttendance Attendance), T> value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = rows.Select(value).ToArray() });
}
