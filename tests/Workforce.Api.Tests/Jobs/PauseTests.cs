using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;

namespace Workforce.Api.Tests.Jobs;

public sealed class PauseTests
{
    [Fact]
    public async Task A_manager_pauses_an_employee_and_its_jobs_say_so_until_it_is_resumed()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await JobTests.DispatchAsync(member, "crystal", "ponder", new { word = "blue" });
        var until = DateTimeOffset.UtcNow.AddHours(3);

        await (await manager.PutJsonAsync("/api/pauses", new { scope = "queue", name = "crystal", until, reason = "the model is away" })).DoneAsync();

        var pause = Assert.Single(await member.GetAsync<List<PauseRow>>("/api/pauses"));
        Assert.Equal(("queue", "crystal", false, company.Manager.Email, "the model is away"), (pause.Scope, pause.Name, pause.Everywhere, pause.By, pause.Reason));
        Assert.Equal(until, pause.Until!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Empty((await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks);
        var why = await member.GetAsync<JobExplanationRow>($"/api/jobs/{id}/explanation");
        Assert.Equal(("pending", 0), (why.State, why.Ahead));
        Assert.Contains(why.Holds, hold => hold.Why == "paused" && hold.Text.Contains("the model is away", StringComparison.Ordinal) && hold.Until == pause.Until);

        await (await manager.DeleteAsync("/api/pauses?scope=queue&name=crystal")).DoneAsync();
        Assert.Empty(await member.GetAsync<List<PauseRow>>("/api/pauses"));
        Assert.DoesNotContain((await member.GetAsync<JobExplanationRow>($"/api/jobs/{id}/explanation")).Holds, hold => hold.Why == "paused");
        Assert.Equal([id], (await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks.Select(task => task.Id));
        Assert.Equal(
            [("job.pause", "crystal"), ("job.resume", "crystal")],
            (await host.As(company.Admin).GetAsync<Contracts.Identity.AuditPage>("/api/audit")).Rows.Where(entry => entry.Action is "job.pause" or "job.resume").Select(entry => (entry.Action, entry.TargetId)).Order());
    }

    [Fact]
    public async Task What_is_malformed_or_not_allowed_pauses_nothing_and_another_company_sees_nothing_of_it()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var other = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));

        await (await member.PutJsonAsync("/api/pauses", new { scope = "all" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await member.DeleteAsync("/api/pauses?scope=all")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "team", name = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "scope");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "queue" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "queue", name = "bite" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "kind", name = "byte" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "key", name = "a\0b" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "key", name = new string('k', 201) })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "kind", name = "not a kind" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "all", name = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "all", until = DateTimeOffset.UtcNow.AddMinutes(-1) })).ProblemAsync(HttpStatusCode.BadRequest, "until");
        await (await manager.PutJsonAsync("/api/pauses", new { scope = "all", reason = new string('x', 2001) })).ProblemAsync(HttpStatusCode.BadRequest, "reason");
        await (await manager.DeleteAsync("/api/pauses?scope=all")).ProblemAsync(HttpStatusCode.NotFound);
        await (await manager.DeleteAsync("/api/pauses")).ProblemAsync(HttpStatusCode.BadRequest, "scope");
        await (await member.GetAsync($"/api/jobs/{Guid.NewGuid()}/explanation")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await member.GetAsync<List<PauseRow>>("/api/pauses"));

        await (await manager.PutJsonAsync("/api/pauses", new { scope = "key", name = "model:large" })).DoneAsync();
        Assert.Empty(await host.As(other.Manager).GetAsync<List<PauseRow>>("/api/pauses"));
        await (await host.As(other.Manager).DeleteAsync("/api/pauses?scope=key&name=model%3Alarge")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Single(await member.GetAsync<List<PauseRow>>("/api/pauses"));
    }
}
