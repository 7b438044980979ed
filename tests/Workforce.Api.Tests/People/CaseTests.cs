using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Workforce.Api.Tests.Agents;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;

namespace Workforce.Api.Tests.People;

public sealed class CaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_case_shows_the_shifts_and_punches_of_its_days_as_they_were_told_and_as_they_stand()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, staff) = await StartAsync(host);
        var proposal = await ProposeAsync(host, company, staff, Now);
        var late = await ShiftAsync(host, company, staff, 3, "late", 25);
        await ShiftAsync(host, company, staff, 4, "on_time", 0);
        await ShiftAsync(host, company, staff, 5, "no_call_no_show", null);
        await ShiftAsync(host, company, staff, 6, "excused", null);
        await ShiftAsync(host, company, staff, 89, "late", 10);
        // Out of the days: a shift before them, and one after the proposal.
        await ShiftAsync(host, company, staff, 91, "late", 10);
        await ShiftAsync(host, company, staff, -2, "late", 10);
        await PunchAsync(host, company, staff, "in", Now.AddDays(-3).AddMinutes(25));
        await PunchAsync(host, company, staff, "out", Now.AddDays(-3).AddHours(8));
        await Staff.ExecuteAsync(host, "update people.attendance_case set proposal_id = $2, opened_at = $3 where id = $1", staff.Case, proposal, Now.AddHours(1));

        var found = await host.As(company.Manager).GetAsync<CaseDetails>($"/api/people/cases/{staff.Case}");

        Assert.Equal((CaseKind.HrNotice, "Peter Tester", "1001", "Harbour", proposal, 1), (found.Case.Kind, found.Case.Employee, found.Case.Number, found.Case.Clinic, found.Case.ProposalId, found.Case.Version));
        Assert.Equal((Now.AddDays(-90), Now, 41.66m), (found.WindowFrom, found.WindowTo, found.ScoreThen));
        Assert.Equal(new CaseTally(null, 1, 2, 1, 1), found.Now);
        Assert.Equal([AttendanceState.Late, AttendanceState.NoCallNoShow, AttendanceState.Excused, AttendanceState.Late], found.Evidence.Select(one => one.Shift.Status));
        Assert.Equal(late, found.Evidence[0].Shift.Id);
        Assert.Equal(["in 12:25", "out 20:00"], found.Evidence[0].Punches.Select(punch => $"{punch.Kind} {punch.At:HH:mm}"));
        Assert.All(found.Evidence.Skip(1), one => Assert.Empty(one.Punches));
        Assert.Equal([("opened", null)], found.History.Select(one => (one.Action, one.By)));
        // One more shift, and there is a score: two on time, two late and one missed.
        await ShiftAsync(host, company, staff, 7, "on_time", 0);
        Assert.Equal(60m, (await host.As(company.Manager).GetAsync<CaseDetails>($"/api/people/cases/{staff.Case}")).Now.Score);
    }

    [Fact]
    public async Task A_case_is_closed_with_what_came_of_it_and_opened_again_and_both_are_remembered()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, staff) = await StartAsync(host);
        var (manager, path) = (host.As(company.Manager), $"/api/people/cases/{staff.Case}");

        var answer = await manager.PostJsonAsync($"{path}/close", new { outcome = "plan", reason = " Starts at nine from now on. " });
        var closed = await answer.ReadAsync<CaseRow>(HttpStatusCode.OK);
        Assert.Equal("\"2\"", answer.Headers.ETag!.Tag);
        Assert.Equal((CaseOutcome.Plan, "Starts at nine from now on.", "The Manager", 2), (closed.Outcome, closed.ClosingReason, closed.ClosedBy, closed.Version));
        var twice = await (await manager.PostJsonAsync($"{path}/close", new { outcome = "spoken", reason = "x" })).ReadAsync<JsonElement>(HttpStatusCode.Conflict);
        Assert.Equal(("It is closed already.", "plan"), (twice.GetProperty("detail").GetString(), twice.GetProperty("current").GetProperty("outcome").GetString()));

        var opened = await host.As(company.Admin).PostAsync<CaseRow>($"{path}/reopen", new { reason = "Late again." });
        Assert.Equal((null, null, null, null, 3), (opened.ClosedAt, opened.ClosedBy, opened.Outcome, opened.ClosingReason, opened.Version));
        Assert.Equal("It is open.", await (await manager.PostJsonAsync($"{path}/reopen", new { reason = "x" })).ProblemAsync(HttpStatusCode.Conflict));
        var found = await manager.GetAsync<CaseDetails>(path);
        Assert.Equal(
            [("opened", null, null, null), ("closed", "The Manager", CaseOutcome.Plan, "Starts at nine from now on."), ("reopened", "The Admin", null, "Late again.")],
            found.History.Select(one => (one.Action, one.By, one.Outcome, one.Reason)));
    }

    [Fact]
    public async Task Who_has_seen_an_older_case_is_shown_the_new_one_and_what_is_missing_is_named()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, staff) = await StartAsync(host);
        var (manager, path) = (host.As(company.Manager), $"/api/people/cases/{staff.Case}");

        foreach (var (tag, expected) in new[] { ("\"7\"", HttpStatusCode.PreconditionFailed), ("\"x\"", HttpStatusCode.BadRequest), ("\"1\"", HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/close") { Content = JsonContent.Create(new { outcome = "other", reason = "Left the team." }) };
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            var answer = await (await manager.SendAsync(request)).ReadAsync<JsonElement>(expected);
            if (expected is HttpStatusCode.PreconditionFailed) Assert.Equal(1, answer.GetProperty("current").GetProperty("version").GetInt32());
        }

        await (await manager.PostJsonAsync($"{path}/close", new { })).ProblemAsync(HttpStatusCode.BadRequest, "outcome", "reason");
        await (await manager.PostJsonAsync($"{path}/reopen", new { reason = " " })).ProblemAsync(HttpStatusCode.BadRequest, "reason");
        await (await manager.PostJsonAsync($"/api/people/cases/{Guid.NewGuid()}/close", new { outcome = "other", reason = "x" })).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.As(company.Member).GetAsync(path)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await host.As(company.Member).PostJsonAsync($"{path}/reopen", new { reason = "x" })).ProblemAsync(HttpStatusCode.Forbidden);
        foreach (var (query, field) in new[] { ("status=odd", "status"), ("kind=odd", "kind"), ("skip=-1", "skip"), ("take=201", "take") })
        {
            await (await manager.GetAsync($"/api/people/cases?{query}")).ProblemAsync(HttpStatusCode.BadRequest, field);
        }
    }

    [Fact]
    public async Task The_list_has_open_cases_first_and_is_filtered_and_paged()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, staff) = await StartAsync(host);
        var manager = host.As(company.Manager);
        foreach (var (kind, age, closed) in new[] { ("supervisor_notice", 1, true), ("disciplinary_review", 20, false), ("supervisor_notice", 30, false) })
        {
            await Staff.ExecuteAsync(
                host, "insert into people.attendance_case (id, tenant_id, employee_id, kind, proposal_id, reason, action, opened_at, closed_at, outcome, closing_reason) select gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'r', 'a', now() - make_interval(days => $4), x.at, x.outcome, x.outcome from (values ($5, now(), 'spoken')) v (closed, at, outcome) left join lateral (select v.at, v.outcome where v.closed) x on true",
                company.Tenant, staff.Employee, kind, age, closed);
        }

        var all = await manager.GetAsync<CasePage>("/api/people/cases");
        Assert.Equal((4, 3), (all.Total, all.Open));
        Assert.Equal([CaseKind.HrNotice, CaseKind.DisciplinaryReview, CaseKind.SupervisorNotice, CaseKind.SupervisorNotice], all.Cases.Select(one => one.Kind));
        Assert.Equal([true, true, true, false], all.Cases.Select(one => one.ClosedAt is null));
        Assert.Equal(all.Cases[2].Id, Assert.Single((await manager.GetAsync<CasePage>("/api/people/cases?skip=2&take=1")).Cases).Id);
        Assert.Equal(1, (await manager.GetAsync<CasePage>("/api/people/cases?kind=supervisor_notice&status=open")).Total);
        Assert.Equal(1, (await manager.GetAsync<CasePage>("/api/people/cases?status=closed")).Total);
        Assert.Equal(4, (await manager.GetAsync<CasePage>($"/api/people/cases?employee={staff.Employee}&clinic={staff.Clinic}")).Total);
        Assert.Equal(0, (await manager.GetAsync<CasePage>($"/api/people/cases?employee={Guid.NewGuid()}")).Total);
        Assert.Equal(0, (await manager.GetAsync<CasePage>($"/api/people/cases?clinic={Guid.NewGuid()}")).Total);
    }

    private static async Task<(Company Company, Staff Staff)> StartAsync(ApiHost host)
    {
        var company = await Company.FoundAsync(host);
        return (company, await Staff.HireAsync(host, company.Tenant));
    }

    private static async Task<Guid> ProposeAsync(ApiHost host, Company company, Staff staff, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7();
        await AgentHouse.AddAgentAsync(host, company.Tenant, "attendance_monitor");
        await Staff.ExecuteAsync(
            host, "insert into proposals.proposal (id, tenant_id, agent_id, subject_key, proposal_type, title, detail, risk_level, expires_at, created_at) values ($1, $2, 'attendance_monitor', 'k', 'attendance_flag', 't', '{\"score\": 41.66}', 'medium', $3 + interval '30 days', $3)",
            id, company.Tenant, at);
        return id;
    }

    /// <summary>A shift of eight hours that began so many days before <see cref="Now"/>, and what came of it.</summary>
    private static async Task<Guid> ShiftAsync(ApiHost host, Company company, Staff staff, int daysAgo, string status, int? late)
    {
        var (id, start) = (Guid.CreateVersion7(), Now.AddDays(-daysAgo));
        await Staff.ExecuteAsync(host, "insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at) values ($1, $2, $3, $4, $5, $5 + interval '8 hours')", id, company.Tenant, staff.Clinic, staff.Employee, start);
        await Staff.ExecuteAsync(
            host, "insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status, lateness_minutes, excused_reason) values ($1, $2, $3, $4, $5, nullif($6, -1), case $5 when 'excused' then 'ill' end)",
            id, company.Tenant, staff.Employee, start, status, late ?? -1);
        return id;
    }

    private static Task PunchAsync(ApiHost host, Company company, Staff staff, string kind, DateTimeOffset at) =>
        Staff.ExecuteAsync(host, "insert into people.punch (id, tenant_id, employee_id, kind, at, source) values (gen_random_uuid(), $1, $2, $3, $4, 'clock')", company.Tenant, staff.Employee, kind, at);
}
