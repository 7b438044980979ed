using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;

namespace Workforce.Api.Tests.People;

public sealed class ShiftPlanningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_shift_is_added_moved_cancelled_and_removed_and_each_is_in_the_audit_trail()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);

        var answer = await manager.PostJsonAsync("/api/people/shifts", Shift(staff, "2026-06-10T22:00:00+02:00", "2026-06-11T06:00:00+02:00"));
        var added = await answer.ReadAsync<ShiftRow>(HttpStatusCode.Created);
        Assert.Equal(("Peter Tester", "Harbour", AttendanceState.Planned, 1, "\"1\""), (added.Employee, added.Clinic, added.Status, added.Version, answer.Headers.ETag!.Tag));
        Assert.Equal((Now.AddDays(9).AddHours(8), Now.AddDays(9).AddHours(16)), (added.StartsAt, added.EndsAt));

        var moved = await PutAsync(manager, added.Id, new { starts_at = "2026-06-10T21:00:00+02:00", ends_at = "2026-06-11T06:00:00+02:00", cancelled = false }, "\"1\"");
        Assert.Equal((2, Now.AddDays(9).AddHours(7)), await moved.ReadAsync<ShiftRow>(HttpStatusCode.OK) is var row ? (row.Version, row.StartsAt) : default);
        var stale = await (await PutAsync(manager, added.Id, new { starts_at = "2026-06-10T20:00:00Z", ends_at = "2026-06-11T04:00:00Z", cancelled = false }, "\"1\"")).ReadAsync<JsonElement>(HttpStatusCode.PreconditionFailed);
        Assert.Equal(2, stale.GetProperty("current").GetProperty("version").GetInt32());
        var cancelled = await (await PutAsync(manager, added.Id, new { starts_at = "2026-06-10T19:00:00Z", ends_at = "2026-06-11T04:00:00Z", cancelled = true })).ReadAsync<ShiftRow>(HttpStatusCode.OK);
        Assert.Equal(AttendanceState.Cancelled, cancelled.Status);
        await (await manager.DeleteAsync($"/api/people/shifts/{added.Id}")).DoneAsync();
        await (await manager.DeleteAsync($"/api/people/shifts/{added.Id}")).ProblemAsync(HttpStatusCode.NotFound);

        var trail = await host.As(company.Admin).GetAsync<Contracts.Identity.AuditPage>("/api/audit?limit=4");
        Assert.Equal(["shift.remove", "shift.cancel", "shift.change", "shift.add"], trail.Rows.Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("2026-06-10T08:00:00Z", "2026-06-10T08:00:00Z", "ends_at: must be after the start")]
    [InlineData("2026-06-10T08:00:00Z", "2026-06-10T07:00:00Z", "ends_at: must be after the start")]
    [InlineData("2026-06-10T08:00:00Z", "2026-06-11T08:00:01Z", "ends_at: must be within 24 hours of the start")]
    [InlineData("2062-06-10T08:00:00Z", "2062-06-10T16:00:00Z", "starts_at: must be within two years of now")]
    [InlineData("2026-05-31T23:00:00Z", "2026-06-01T01:00:01Z", "starts_at: overlaps the shift of Peter Tester from 2026-06-01 01:00 to 09:00 at Harbour")]
    [InlineData("2026-06-01T08:59:59Z", "2026-06-01T12:00:00Z", "starts_at: overlaps the shift of Peter Tester from 2026-06-01 01:00 to 09:00 at Harbour")]
    [InlineData("2026-06-02T08:00:00Z", "2026-06-02T09:00:00Z", "starts_at: Peter Tester has a cancelled shift that begins then: change that one")]
    [InlineData("2025-01-31T12:00:00Z", "2025-01-31T13:00:00Z", "starts_at: Peter Tester was hired on 2025-02-01")]
    [InlineData("2026-07-16T12:00:00Z", "2026-07-16T13:00:00Z", "starts_at: Peter Tester left on 2026-07-15")]
    public async Task What_is_wrong_with_a_shift_is_said_by_field(string start, string end, string problem)
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        await Staff.ExecuteAsync(host, "update people.shift set starts_at = $1, ends_at = $2", Now.AddHours(-11), Now.AddHours(-3));
        await Staff.ExecuteAsync(host, "insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at, status) values (gen_random_uuid(), $1, $2, $3, $4, $4 + interval '8 hours', 'cancelled')", company.Tenant, staff.Clinic, staff.Employee, Now.AddHours(20));
        await Staff.ExecuteAsync(host, "update people.employee set hired_on = '2025-02-01', left_on = '2026-07-15'");

        Assert.Equal(problem, await (await host.As(company.Manager).PostJsonAsync("/api/people/shifts", Shift(staff, start, end))).ProblemAsync(HttpStatusCode.BadRequest, problem.Split(':')[0]));
    }

    [Fact]
    public async Task One_shift_may_begin_when_another_ends_and_who_or_where_nobody_knows_is_named()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);
        await Staff.ExecuteAsync(host, "update people.shift set starts_at = $1, ends_at = $2", Now.AddHours(-11), Now.AddHours(-3));

        await (await manager.PostJsonAsync("/api/people/shifts", Shift(staff, "2026-06-01T09:00:00Z", "2026-06-01T12:00:00Z"))).ReadAsync<ShiftRow>(HttpStatusCode.Created);
        await (await manager.PostJsonAsync("/api/people/shifts", new { employee_id = Guid.NewGuid(), starts_at = Now, ends_at = Now.AddHours(1) })).ProblemAsync(HttpStatusCode.BadRequest, "employee_id");
        await (await manager.PostJsonAsync("/api/people/shifts", new { employee_id = staff.Employee, clinic_id = Guid.NewGuid(), starts_at = Now, ends_at = Now.AddHours(1) })).ProblemAsync(HttpStatusCode.BadRequest, "clinic_id");
        await (await manager.PostJsonAsync("/api/people/shifts", new { })).ProblemAsync(HttpStatusCode.BadRequest, "employee_id", "starts_at", "ends_at");
        await (await host.As(company.Member).PostJsonAsync("/api/people/shifts", Shift(staff, "2026-06-03T09:00:00Z", "2026-06-03T12:00:00Z"))).ProblemAsync(HttpStatusCode.Forbidden);

        // Two at once: one is in, the other one overlaps it.
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => manager.PostJsonAsync("/api/people/shifts", Shift(staff, $"2026-06-05T09:0{n}:00Z", "2026-06-05T12:00:00Z"))));
        Assert.Equal(["BadRequest", "BadRequest", "BadRequest", "Created"], answers.Select(one => one.StatusCode.ToString()).Order());
    }

    [Fact]
    public async Task What_came_of_a_shift_goes_when_it_is_moved_and_an_excused_one_stays_where_it_is()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);
        await Staff.ExecuteAsync(host, "insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status) select id, tenant_id, employee_id, starts_at, 'no_call_no_show' from people.shift");
        var shift = Assert.Single((await manager.GetAsync<ShiftPage>("/api/people/shifts")).Shifts);

        await (await manager.PutJsonAsync($"/api/people/shifts/{shift.Id}/excuse", new { reason = "ill" })).ReadAsync<ShiftRow>(HttpStatusCode.OK);
        Assert.Equal("The shift is excused: take the excuse back first.", await (await PutAsync(manager, shift.Id, new { starts_at = shift.StartsAt.AddHours(1), ends_at = shift.EndsAt, cancelled = false })).ProblemAsync(HttpStatusCode.Conflict));
        await manager.DeleteAsync($"/api/people/shifts/{shift.Id}/excuse");
        var moved = await (await PutAsync(manager, shift.Id, new { starts_at = shift.StartsAt.AddHours(1), ends_at = shift.EndsAt, cancelled = false })).ReadAsync<ShiftRow>(HttpStatusCode.OK);

        Assert.Equal(AttendanceState.Planned, moved.Status);
    }

    private static async Task<(Company Company, Staff Staff)> StartAsync(ApiHost host)
    {
        var company = await Company.FoundAsync(host);
        return (company, await Staff.HireAsync(host, company.Tenant));
    }

    private static object Shift(Staff staff, string start, string end) => new { employee_id = staff.Employee, starts_at = start, ends_at = end };

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, Guid id, object body, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/people/shifts/{id}") { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }
}
