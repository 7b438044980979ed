using System.Net;
using System.Text;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;

namespace Workforce.Api.Tests.People;

public sealed class PunchCorrectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_correction_keeps_what_the_clock_said_with_who_corrected_it_when_and_why()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);

        var right = await (await manager.PutJsonAsync($"/api/people/punches/{staff.Punch}", new { kind = "in", at = "2026-06-01T08:00:00Z", reason = " The clock was an hour behind. " })).ReadAsync<PunchRow>(HttpStatusCode.OK);

        Assert.Equal(("in", Now.AddHours(-4), "manual", "The clock was an hour behind.", "The Manager", staff.Punch, null), (right.Kind, right.At, right.Source, right.Reason, right.EnteredBy, right.Replaces!.Value, right.RemovedAt));
        var list = await manager.GetAsync<List<PunchRow>>($"/api/people/punches?employee={staff.Employee}");
        Assert.Equal([right.Id, staff.Punch], list.Select(row => row.Id));
        Assert.Equal((Now, "The Manager", "The clock was an hour behind."), (list[1].RemovedAt!.Value, list[1].RemovedBy, list[1].RemovedReason));
        await (await manager.PutJsonAsync($"/api/people/punches/{staff.Punch}", new { kind = "in", at = "2026-06-01T08:30:00Z", reason = "x" })).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("That is what it says already.", await (await manager.PutJsonAsync($"/api/people/punches/{right.Id}", new { kind = "in", at = "2026-06-01T10:00:00+02:00", reason = "x" })).ProblemAsync(HttpStatusCode.Conflict));

        // The file that the wrong one came from does not bring it back, and by hand it can be.
        var import = await manager.PostAsync("/api/people/imports", Http.File(Encoding.UTF8.GetBytes("employee,kind,at\n1001,in,2026-06-01T07:00:00Z\n"), "p.csv", ("kind", "punches")));
        Assert.Equal((0, 1), (await import.ReadAsync<ImportDetails>(HttpStatusCode.OK)).Import is var row ? (row.Added, row.Unchanged) : default);
        var back = await (await manager.PutJsonAsync($"/api/people/punches/{right.Id}", new { kind = "in", at = "2026-06-01T07:00:00Z", reason = "It was right after all." })).ReadAsync<PunchRow>(HttpStatusCode.OK);
        Assert.Equal((staff.Punch, null, "manual", right.Id), (back.Id, back.RemovedAt, back.Source, back.Replaces!.Value));
        Assert.Equal([right.Id], (await manager.GetAsync<List<PunchRow>>("/api/people/punches")).Where(one => one.RemovedAt is not null).Select(one => one.Id));
    }

    [Fact]
    public async Task A_missing_punch_is_entered_once_and_a_wrong_one_is_removed()
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);
        object Out() => new { employee_id = staff.Employee, kind = "out", at = "2026-06-01T11:00:00Z", reason = "Forgot the clock." };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => manager.PostJsonAsync("/api/people/punches/manual", Out())));
        Assert.Equal(["Conflict", "Conflict", "Conflict", "Created"], answers.Select(one => one.StatusCode.ToString()).Order());
        var removed = await (await manager.PostJsonAsync($"/api/people/punches/{staff.Punch}/remove", new { reason = "A colleague's badge." })).ReadAsync<PunchRow>(HttpStatusCode.OK);
        Assert.Equal((Now, "A colleague's badge.", "The Manager"), (removed.RemovedAt!.Value, removed.RemovedReason, removed.RemovedBy));
        await (await manager.PostJsonAsync($"/api/people/punches/{staff.Punch}/remove", new { reason = "x" })).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("2026-06-01T12:00:01Z", "at: must not be ahead of now")]
    [InlineData("2024-05-31T12:00:00Z", "at: must not be more than two years back")]
    [InlineData("2025-01-30T12:00:00Z", "at: Peter Tester was hired on 2025-02-01")]
    [InlineData("2026-05-17T12:00:00Z", "at: Peter Tester left on 2026-05-15")]
    public async Task What_is_wrong_with_a_punch_is_said_by_field(string at, string problem)
    {
        await using var host = await ApiHost.StartAsync(time: new SetTime(Now));
        var (company, staff) = await StartAsync(host);
        await Staff.ExecuteAsync(host, "update people.employee set hired_on = '2025-02-01', left_on = '2026-05-15'");
        var manager = host.As(company.Manager);

        Assert.Equal(problem, await (await manager.PostJsonAsync("/api/people/punches/manual", new { employee_id = staff.Employee, kind = "in", at, reason = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "at"));
        Assert.Equal(problem, await (await manager.PutJsonAsync($"/api/people/punches/{staff.Punch}", new { kind = "in", at, reason = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "at"));
        await (await manager.PostJsonAsync("/api/people/punches/manual", new { employee_id = Guid.NewGuid(), kind = "in", at = "2026-06-01T11:00:00Z", reason = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "employee_id");
        await (await manager.PostJsonAsync("/api/people/punches/manual", new { kind = "maybe", reason = " " })).ProblemAsync(HttpStatusCode.BadRequest, "employee_id", "kind", "at", "reason");
        await (await host.As(company.Member).GetAsync("/api/people/punches")).ProblemAsync(HttpStatusCode.Forbidden);
    }

    private static async Task<(Company Company, Staff Staff)> StartAsync(ApiHost host)
    {
        var company = await Company.FoundAsync(host);
        var staff = await Staff.HireAsync(host, company.Tenant);
        await staff.PunchInAsync(host, company.Tenant);
        await Staff.ExecuteAsync(host, "update people.punch set at = $1", Now.AddHours(-5));
        return (company, staff);
    }
}
