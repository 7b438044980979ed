using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People.Imports;

/// <summary>Stores what a file comes to, inside the caller's transaction, a statement for each kind of row however many there are.</summary>
internal static class StoreImport
{
    public static async Task EmployeesAsync(NpgsqlConnection connection, IReadOnlyList<Planned<Employee>> rows, CancellationToken ct)
    {
        // Managers may be in the same statement: the reference is checked at its end.
        await using var command = new NpgsqlCommand(
            """
            insert into people.employee (id, tenant_id, number, name, email, position_id, clinic_id, manager_id, hired_on, left_on, status, person_id, created_at, updated_at)
            select * from unnest(@ids, @tenants, @numbers, @names, @emails, @positions, @clinics, @managers, @hired, @left, @statuses, @people, @now, @now)
            on conflict (id) do update set name = excluded.name, email = excluded.email, position_id = excluded.position_id, clinic_id = excluded.clinic_id, manager_id = excluded.manager_id,
                hired_on = excluded.hired_on, left_on = excluded.left_on, status = excluded.status, updated_at = excluded.updated_at
            """, connection);
        Column(command, "ids", NpgsqlDbType.Uuid, rows, row => row.Value.Id);
        Column(command, "tenants", NpgsqlDbType.Uuid, rows, row => row.Value.TenantId);
        Column(command, "numbers", NpgsqlDbType.Text, rows, row => row.Value.Number);
        Column(command, "names", NpgsqlDbType.Text, rows, row => row.Value.Name);
        Column(command, "emails", NpgsqlDbType.Text, rows, row => row.Value.Email);
        Column(command, "positions", NpgsqlDbType.Uuid, rows, row => row.Value.PositionId);
        Column(command, "clinics", NpgsqlDbType.Uuid, rows, row => row.Value.ClinicId);
        Column(command, "managers", NpgsqlDbType.Uuid, rows, row => row.Value.ManagerId);
        Column(command, "hired", NpgsqlDbType.Date, rows, row => row.Value.HiredOn);
        Column(command, "left", NpgsqlDbType.Date, rows, row => row.Value.LeftOn);
        Column(command, "statuses", NpgsqlDbType.Text, rows, row => WireNames.Of(row.Value.Status.ToString()));
        Column(command, "people", NpgsqlDbType.Uuid, rows, row => row.Value.PersonId);
        Column(command, "now", NpgsqlDbType.TimestampTz, rows, row => row.Value.UpdatedAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task ShiftsAsync(NpgsqlConnection connection, IReadOnlyList<Planned<Shift>> rows, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into people.shift as s (id, tenant_id, clinic_id, employee_id, starts_at, ends_at, status, created_at)
            select * from unnest(@ids, @tenants, @clinics, @employees, @starts, @ends, @statuses, @created)
            on conflict (employee_id, starts_at) do update set ends_at = excluded.ends_at, clinic_id = excluded.clinic_id, status = excluded.status, version = s.version + 1
            """, connection);
        Column(command, "ids", NpgsqlDbType.Uuid, rows, row => row.Value.Id);
        Column(command, "tenants", NpgsqlDbType.Uuid, rows, row => row.Value.TenantId);
        Column(command, "clinics", NpgsqlDbType.Uuid, rows, row => row.Value.ClinicId);
        Column(command, "employees", NpgsqlDbType.Uuid, rows, row => row.Value.EmployeeId);
        Column(command, "starts", NpgsqlDbType.TimestampTz, rows, row => row.Value.StartsAt.ToUniversalTime());
        Column(command, "ends", NpgsqlDbType.TimestampTz, rows, row => row.Value.EndsAt.ToUniversalTime());
        Column(command, "statuses", NpgsqlDbType.Text, rows, row => WireNames.Of(row.Value.Status.ToString()));
        Column(command, "created", NpgsqlDbType.TimestampTz, rows, row => row.Value.CreatedAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(ct);

        // A cancelled shift has no attendance.
        await using var cancelled = new NpgsqlCommand(
            "delete from people.attendance a using people.shift s where s.id = a.shift_id and s.status = 'cancelled' and (s.employee_id, s.starts_at) in (select * from unnest(@employees, @starts))", connection);
        Column(cancelled, "employees", NpgsqlDbType.Uuid, rows, row => row.Value.EmployeeId);
        Column(cancelled, "starts", NpgsqlDbType.TimestampTz, rows, row => row.Value.StartsAt.ToUniversalTime());
        await cancelled.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Returns how many were not there yet.</summary>
    public static async Task<int> PunchesAsync(NpgsqlConnection connection, IReadOnlyList<Punch> rows, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into people.punch (id, tenant_id, employee_id, kind, at, source, created_at)
            select * from unnest(@ids, @tenants, @employees, @kinds, @at, @sources, @created)
            on conflict (employee_id, at, kind) do nothing
            """, connection);
        Column(command, "ids", NpgsqlDbType.Uuid, rows, row => row.Id);
        Column(command, "tenants", NpgsqlDbType.Uuid, rows, row => row.TenantId);
        Column(command, "employees", NpgsqlDbType.Uuid, rows, row => row.EmployeeId);
        Column(command, "kinds", NpgsqlDbType.Text, rows, row => WireNames.Of(row.Kind.ToString()));
        Column(command, "at", NpgsqlDbType.TimestampTz, rows, row => row.At.ToUniversalTime());
        Column(command, "sources", NpgsqlDbType.Text, rows, row => WireNames.Of(row.Source.ToString()));
        Column(command, "created", NpgsqlDbType.TimestampTz, rows, row => row.CreatedAt.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static void Column<TRow, T>(NpgsqlCommand command, string name, NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, T> value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = rows.Select(value).ToArray() });
}
