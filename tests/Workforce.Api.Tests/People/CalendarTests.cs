using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;

namespace Workforce.Api.Tests.People;

public sealed class CalendarTests
{
    // A Wednesday, six in the morning in New York.
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_week_shows_who_was_planned_and_what_came_of_it_and_who_came_without_a_shift()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        var guest = Guid.CreateVersion7();
        var elsewhere = Guid.CreateVersion7();
        await Staff.ExecuteAsync(host, "insert into people.clinic (id, tenant_id, key, name, time_zone) values ($1, $2, 'cedar', 'Cedar', 'UTC')", elsewhere, company.Tenant);
        await Staff.ExecuteAsync(host, "insert into people.employee (id, tenant_id, number, name, position_id, clinic_id, hired_on) values ($1, $2, '1002', 'Gus Guest', $3, $4, '2020-01-01')", guest, company.Tenant, staff.Position, elsewhere);
        // On New York's wall: the last minute of Sunday is out, the first of Monday is in, and so is Sunday night.
        await ShiftAsync(host, company, staff, staff.Employee, "2026-06-08T03:59:00Z", "late");
        var monday = await ShiftAsync(host, company, staff, staff.Employee, "2026-06-08T12:00:00Z", "late");
        await ShiftAsync(host, company, staff, staff.Employee, "2026-06-09T12:00:00Z", "no_call_no_show");
        await ShiftAsync(host, company, staff, guest, "2026-06-15T03:59:00Z", null);
        await PunchAsync(host, company, staff, "2026-06-08T12:20:00Z");
        await PunchAsync(host, company, staff, "2026-06-10T02:00:00Z");
        var manager = host.As(company.Manager);

        var week = await manager.GetAsync<ClinicCalendar>($"/api/people/calendar?clinic={staff.Clinic}");

        Assert.Equal(("Harbour", "America/New_York", new DateOnly(2026, 6, 8), 7, new DateOnly(2026, 6, 10)), (week.Clinic, week.TimeZone, week.From, week.Days, week.Today));
        Assert.Equal(["Gus Guest", "Peter Tester"], week.Employees.Select(one => one.Name));
        Assert.Equal([AttendanceState.Planned], week.Employees[0].Shifts.Select(one => one.Status));
        Assert.Equal([(monday, AttendanceState.Late), (week.Employees[1].Shifts[1].Id, AttendanceState.NoCallNoShow)], week.Employees[1].Shifts.Select(one => (one.Id, one.Status)));
        Assert.Equal(["2026-06-10 02:00"], week.Employees[1].Unplanned.Select(one => $"{one.At:yyyy-MM-dd HH:mm}"));
        var before = await manager.GetAsync<ClinicCalendar>($"/api/people/calendar?clinic={staff.Clinic}&from=2026-06-07&days=1");
        Assert.Single(Assert.Single(before.Employees).Shifts);

        await (await manager.GetAsync("/api/people/calendar")).ProblemAsync(HttpStatusCode.BadRequest, "clinic");
        await (await manager.GetAsync($"/api/people/calendar?clinic={staff.Clinic}&days=43")).ProblemAsync(HttpStatusCode.BadRequest, "days");
        await (await manager.GetAsync($"/api/people/calendar?clinic={Guid.NewGuid()}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.As(company.Member).GetAsync($"/api/people/calendar?clinic={staff.Clinic}")).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_employees_days_carry_the_score_of_the_days_before_each_and_an_employee_sees_their_own()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        foreach (var (daysAgo, status) in new[] { (92, "no_call_no_show"), (5, "on_time"), (4, "on_time"), (3, "on_time"), (2, "late") })
        {
            await ShiftAsync(host, company, staff, staff.Employee, Now.AddDays(-daysAgo).ToString("O"), status);
        }

        var manager = host.As(company.Manager);
        var history = await manager.GetAsync<AttendanceHistory>($"/api/people/employees/{staff.Employee}/attendance");
        Assert.Equal((80m, 60m, 90, 90), (history.SupervisorBelow, history.HrBelow, history.WindowDays, history.Days.Count));
        Assert.Equal((new DateOnly(2026, 3, 13), new DateOnly(2026, 6, 10)), (history.Days[0].Day, history.Days[^1].Day));
        // The missed shift is still in the window of the day that makes five; of the last days it is out.
        Assert.All(history.Days, day => Assert.Null(day.Score));
        await ShiftAsync(host, company, staff, staff.Employee, Now.AddDays(-1).ToString("O"), "no_call_no_show");
        history = await manager.GetAsync<AttendanceHistory>($"/api/people/employees/{staff.Employee}/attendance");
        Assert.Equal([null, null, null, null, 70m, 70m], history.Days.TakeLast(6).Select(day => day.Score));
        Assert.Equal([AttendanceState.OnTime, AttendanceState.OnTime, AttendanceState.OnTime, AttendanceState.Late, AttendanceState.NoCallNoShow, null], history.Days.TakeLast(6).Select(day => day.Status));

        var member = host.As(company.Member);
        Assert.Equal("No employee is linked to your sign-in; a manager links it on the employee's page.", await (await member.GetAsync("/api/people/me")).ProblemAsync(HttpStatusCode.NotFound));
        await (await member.GetAsync($"/api/people/employees/{staff.Employee}/attendance")).ProblemAsync(HttpStatusCode.Forbidden);
        await manager.PutJsonAsync($"/api/people/employees/{staff.Employee}/person", new { person_id = company.Member.Id });
        var own = await member.GetAsync<OwnAttendance>("/api/people/me");
        Assert.Equal(("Peter Tester", "Vet Technician", "Harbour", 5), (own.Employee.Name, own.Position, own.Clinic, own.Shifts.Count));
        Assert.Equal(history.Days, own.History.Days);
        // What nobody has linked to them stays out of their sight.
        await (await member.GetAsync($"/api/people/employees/{staff.Employee}")).ProblemAsync(HttpStatusCode.Forbidden);
    }

    private static async Task<(Company Company, Staff Staff)> StartAsync(ApiHost host)
    {
        var company = await Company.FoundAsync(host);
        var staff = await Staff.HireAsync(host, company.Tenant, "America/New_York");
        await Staff.ExecuteAsync(host, "delete from people.shift");
        return (company, staff);
    }

    private static async Task<Guid> ShiftAsync(ApiHost host, Company company, Staff staff, Guid employee, string start, string? status)
    {
        var (id, at) = (Guid.CreateVersion7(), DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture));
        await Staff.ExecuteAsync(host, "insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at) values ($1, $2, $3, $4, $5, $5 + interval '8 hours')", id, company.Tenant, staff.Clinic, employee, at);
        if (status is not null)
        {
            await Staff.ExecuteAsync(host, "insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status, lateness_minutes) values ($1, $2, $3, $4, $5, case $5 when 'late' then 20 end)", id, company.Tenant, employee, at, status);
        }

        return id;
    }

    private static Task PunchAsync(ApiHost host, Company company, Staff staff, string at) =>
        Staff.ExecuteAsync(host, "insert into people.punch (id, tenant_id, employee_id, kind, at, source) values (gen_random_uuid(), $1, $2, 'in', $3, 'clock')", company.Tenant, staff.Employee, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
}
