using Npgsql;
using Workforce.Core.People;
using Workforce.Core.People.Skills;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Migrations.Sample;

/// <summary>Loads the group for a company that has no clinic yet, relative to today, with attendance, scores and gaps as its agents would have left them.</summary>
internal static class LoadGroup
{
    /// <summary>False where there is a clinic already. The caller has set the tenant on the connection, and its transaction decides.</summary>
    public static async Task<bool> RunAsync(NpgsqlConnection connection, Guid tenant, DateTimeOffset now, CancellationToken ct)
    {
        await using (var any = new NpgsqlCommand("select exists (select from people.clinic where tenant_id = $1)", connection) { Parameters = { new() { Value = tenant } } })
        {
            if (await any.ExecuteScalarAsync(ct) is true) return false;
        }

        var group = VeterinaryGroup.Of(DateOnly.FromDateTime(now.UtcDateTime));
        var (clinics, positions, skills, employees) = Ids(group);
        await CopyAsync(connection, "people.clinic (id, tenant_id, key, name, location, time_zone)", VeterinaryGroup.Clinics, (row, add) =>
            add(clinics[row.Name], tenant, NameKey.Of(row.Name), row.Name, row.Location, row.TimeZone), ct);
        await CopyAsync(connection, "people.job_position (id, tenant_id, key, name)", positions, (row, add) => add(row.Value, tenant, NameKey.Of(row.Key), row.Key), ct);
        await CopyAsync(connection, "people.skill (id, tenant_id, key, name, category, description, typical_roles)", SampleSkills.Library, (row, add) =>
            add(skills[row.Name], tenant, NameKey.Of(row.Name), row.Name, row.Category, row.Description, row.Expected.Select(line => line.Position).ToArray()), ct);
        await CopyAsync(connection, "people.role_skill_expectation (tenant_id, position_id, skill_id, level)", SampleSkills.Library.SelectMany(skill => skill.Expected.Select(line => (skill.Name, line.Position, line.Level))), (row, add) =>
            add(tenant, positions[row.Position], skills[row.Name], (short)row.Level), ct);
        await CopyAsync(connection, "people.employee (id, tenant_id, number, name, email, position_id, clinic_id, manager_id, hired_on, left_on, status)", group.Employees, (row, add) =>
            add(employees[row.Number], tenant, row.Number, row.Name, row.Email, positions[row.Position], clinics[VeterinaryGroup.Clinics[row.Clinic].Name], row.Manager is { } manager ? employees[manager] : null, row.HiredOn, row.LeftOn, row.LeftOn is null ? "active" : "left"), ct);
        await CopyAsync(connection, "people.employee_skill (tenant_id, employee_id, skill_id, level)", group.Employees.SelectMany(row => row.Skills.Select(skill => (row.Number, skill.Key, skill.Value))), (row, add) =>
            add(tenant, employees[row.Number], skills[row.Key], (short)row.Value), ct);
        await TimesAsync(connection, tenant, now, group, clinics, employees, ct);
        var rules = new AttendanceRules();
        await RecordAttendance.RunAsync(connection, tenant, null, now.AddDays(-400), now, rules, ct);
        await RecordReliability.RunAsync(connection, tenant, null, now, rules, ct);
        await GapAnalysis.RunAsync(connection, tenant, now, ct);
        return true;
    }

    private static (Dictionary<string, Guid> Clinics, Dictionary<string, Guid> Positions, Dictionary<string, Guid> Skills, Dictionary<string, Guid> Employees) Ids(VeterinaryGroup group)
    {
        static Dictionary<string, Guid> Of(IEnumerable<string> names) => names.Distinct().ToDictionary(name => name, _ => Guid.CreateVersion7());
        return (Of(VeterinaryGroup.Clinics.Select(row => row.Name)), Of(group.Employees.Select(row => row.Position)), Of(SampleSkills.Library.Select(row => row.Name)), Of(group.Employees.Select(row => row.Number)));
    }

    private static async Task TimesAsync(NpgsqlConnection connection, Guid tenant, DateTimeOffset now, VeterinaryGroup group, Dictionary<string, Guid> clinics, Dictionary<string, Guid> employees, CancellationToken ct)
    {
        TimeZoneInfo[] zones = [.. VeterinaryGroup.Clinics.Select(clinic => TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone))];
        var shifts = group.Shifts.Select(row => (
            Row: row,
            Start: At(zones[row.Employee.Clinic], row.Day, row.Start),
            End: At(zones[row.Employee.Clinic], row.End <= row.Start ? row.Day.AddDays(1) : row.Day, row.End))).ToList();
        await CopyAsync(connection, "people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at, created_at)", shifts, (row, add) =>
            add(Guid.CreateVersion7(now), tenant, clinics[VeterinaryGroup.Clinics[row.Row.Employee.Clinic].Name], employees[row.Row.Employee.Number], row.Start, row.End, row.Start.AddDays(-21)), ct);
        var punches = shifts.SelectMany(row => new[]
        {
            (row.Row.Employee.Number, Kind: "in", At: row.Row.ClockedIn is { } came ? row.Start + (came - row.Row.Start is var behind && behind > TimeSpan.FromHours(12) ? behind - TimeSpan.FromDays(1) : behind) : (DateTimeOffset?)null),
            (row.Row.Employee.Number, Kind: "out", At: row.Row.ClockedOut is { } went ? row.End + (went - row.Row.End is var after && after > TimeSpan.FromHours(12) ? after - TimeSpan.FromDays(1) : after) : null),
        }).Where(punch => punch.At is { } at && at <= now);
        await CopyAsync(connection, "people.punch (id, tenant_id, employee_id, kind, at, source)", punches, (row, add) => add(Guid.CreateVersion7(now), tenant, employees[row.Number], row.Kind, row.At!.Value, "clock"), ct);
    }

    // The clinics' clocks jump at two in the morning, when nobody begins or ends.
    private static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), zone.GetUtcOffset(day.ToDateTime(time))).ToUniversalTime();

    private delegate void AddRow(params object?[] values);

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string table, IEnumerable<T> rows, Action<T, AddRow> write, CancellationToken ct)
    {
        // COPY FROM is not to be had under row-level security, so it goes by arrays: one statement a table.
        var values = new List<object?[]>();
        foreach (var row in rows)
        {
            write(row, cells => values.Add(cells));
        }

        if (values.Count == 0) return;

        var width = values[0].Length;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var chunk in values.Chunk(20_000 / width))
        {
            var command = new NpgsqlBatchCommand($"insert into {table} values {string.Join(',', Enumerable.Range(0, chunk.Length).Select(row => $"({string.Join(',', Enumerable.Range(1, width).Select(column => $"${row * width + column}"))})"))}");
            foreach (var value in chunk.SelectMany(cells => cells))
            {
                command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value } : new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }
}
