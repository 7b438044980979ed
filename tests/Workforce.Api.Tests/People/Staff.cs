using Npgsql;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.People;

/// <summary>A clinic with one employee and what there is to know of one.</summary>
internal sealed record Staff(Guid Clinic, Guid Position, Guid Employee, Guid Skill, Guid Shift, Guid Import, Guid Case, Guid Punch)
{
    /// <param name="zone">Of the clinic.</param>
    public static async Task<Staff> HireAsync(ApiHost host, Guid tenant, string zone = "UTC")
    {
        var staff = new Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(host, "insert into people.clinic (id, tenant_id, key, name, time_zone) values ($1, $2, 'harbour', 'Harbour', $3)", staff.Clinic, tenant, zone);
        await ExecuteAsync(host, "insert into people.job_position (id, tenant_id, key, name) values ($1, $2, 'vet technician', 'Vet Technician')", staff.Position, tenant);
        await ExecuteAsync(host, "insert into people.employee (id, tenant_id, number, name, email, position_id, clinic_id, hired_on) values ($1, $2, '1001', 'Peter Tester', 'peter.test@email.test', $3, $4, '2020-01-01')", staff.Employee, tenant, staff.Position, staff.Clinic);
        await ExecuteAsync(host, "insert into people.skill (id, tenant_id, key, name, category) values ($1, $2, 'dental x ray', 'Dental X-ray', 'diagnostics')", staff.Skill, tenant);
        await ExecuteAsync(host, "insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at) values ($1, $2, $3, $4, date_trunc('hour', now()) - interval '20 hours', date_trunc('hour', now()) - interval '12 hours')", staff.Shift, tenant, staff.Clinic, staff.Employee);
        await ExecuteAsync(host, "insert into people.import (id, tenant_id, kind, file_name, size, sha256, status) values ($1, $2, 'punches', 'a.csv', 1, decode(md5('s') || md5('t'), 'hex'), 'checked')", staff.Import, tenant);
        await ExecuteAsync(host, "insert into people.import_file (import_id, tenant_id, content) values ($1, $2, 'x')", staff.Import, tenant);
        await ExecuteAsync(host, "insert into people.attendance_case (id, tenant_id, employee_id, kind, proposal_id, reason, action, opened_at) values ($1, $2, $3, 'hr_notice', $4, 'At 58 %.', 'Speak.', now())", staff.Case, tenant, staff.Employee, Guid.CreateVersion7());
        return staff;
    }

    /// <summary>One punch of the clock, which <see cref="Punch"/> names.</summary>
    public Task PunchInAsync(ApiHost host, Guid tenant) =>
        ExecuteAsync(host, "insert into people.punch (id, tenant_id, employee_id, kind, at, source) values ($1, $2, $3, 'in', date_trunc('hour', now()) - interval '19 hours', 'clock')", Punch, tenant, Employee);

    public static async Task ExecuteAsync(ApiHost host, string sql, params object[] values)
    {
        await using var command = host.Database.Owner.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
