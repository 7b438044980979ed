using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Employees;

namespace Workforce.Api.Tests.Employees;

public sealed class EmployeeStatisticsTests
{
    [Fact]
    public async Task Each_employee_has_its_counts_and_times_of_the_period_and_nobody_elses()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, other) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        await WorkAsync(host, company.Tenant, "tag", "completed", due: "2026-03-01 10:00:00", started: "2026-03-01 10:00:01", finished: "2026-03-01 10:00:03");
        await WorkAsync(host, company.Tenant, "tag", "completed", due: "2026-03-02 10:00:00", started: "2026-03-02 10:00:02", finished: "2026-03-02 10:00:03");
        await WorkAsync(host, company.Tenant, "tag", "failed", due: "2026-03-02 10:00:00", started: "2026-03-02 10:00:00", finished: "2026-03-02 11:00:00");
        await WorkAsync(host, company.Tenant, "tag", "completed", due: "2026-03-03 00:00:00", started: "2026-03-03 00:00:00", finished: "2026-03-03 00:00:00");
        await WorkAsync(host, company.Tenant, "ledger", "cancelled", due: "2026-03-01 10:00:00", started: null, finished: "2026-03-01 10:00:00");
        await WorkAsync(host, other.Tenant, "tag", "completed", due: "2026-03-01 10:00:00", started: "2026-03-01 10:00:00", finished: "2026-03-01 10:00:09");
        var client = host.As(company.Member);
        await client.PostAsync<DispatchTaskResponse>("/api/employee-dispatch", new { intent = "look", from_employee = "robot", to_employee = "crystal", payload = new { } });

        var page = await client.GetAsync<EmployeePage>("/api/employees?from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z");

        Assert.Equal((new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero)), (page.From, page.To));
        Assert.Equal(
            [
                new("prime", 0, 0, 0, 0, 0, null, null),
                new("byte", 0, 0, 0, 0, 0, null, null),
                new("tag", 0, 0, 2, 1, 0, 1.5, 1.5),
                new("crystal", 1, 0, 0, 0, 0, null, null),
                new("ledger", 0, 0, 0, 0, 1, null, null),
                new("notifications", 0, 0, 0, 0, 0, null, null),
            ],
            page.Employees);
    }

    [Fact]
    public async Task A_period_is_the_last_thirty_days_unless_said_and_makes_sense()
    {
        var now = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        await using var host = await ApiHost.StartAsync(time: new SetTime(now));
        var client = host.As((await Company.FoundAsync(host)).Member);

        var page = await client.GetAsync<EmployeePage>("/api/employees");

        Assert.Equal((now.AddDays(-30), now), (page.From, page.To));
        await (await client.GetAsync("/api/employees?from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z")).ProblemAsync(HttpStatusCode.BadRequest, "from");
        await (await client.GetAsync("/api/employees?from=2025-03-01T00:00:00Z&to=2026-03-03T00:00:00Z")).ProblemAsync(HttpStatusCode.BadRequest, "from");
        await (await client.GetAsync("/api/employees?from=yesterday")).ProblemAsync(HttpStatusCode.BadRequest, "from");
    }

    private static async Task WorkAsync(ApiHost host, Guid tenant, string employee, string state, string due, string? started, string finished)
    {
        await using var insert = host.Database.Owner.CreateCommand(
            """
            insert into jobs.job_history (tenant_id, id, correlation_id, epoch, due_at, created_at, started_at, finished_at, timeout_ms, priority, attempt, max_attempts, state, queue, kind, reason, tags, errors, payload)
            values ($1, gen_random_uuid(), gen_random_uuid(), 1, $4::timestamp at time zone 'UTC', $4::timestamp at time zone 'UTC', $5::timestamp at time zone 'UTC', $6::timestamp at time zone 'UTC', 1000, 5, 1, 3, $3, $2, $2 || '.a',
                case $3 when 'cancelled' then 'by hand' end, '{}', case $3 when 'failed' then '[{"error":"x"}]' else '[]' end::jsonb, '{}')
            """);
        foreach (var value in new object?[] { tenant, employee, state, due, started, finished })
        {
            insert.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = value is Guid ? NpgsqlTypes.NpgsqlDbType.Uuid : NpgsqlTypes.NpgsqlDbType.Text });
        }

        await insert.ExecuteNonQueryAsync();
    }
}
