using System.Net;
using System.Net.Http.Json;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;

namespace Workforce.Api.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public async Task Jobs_are_listed_filtered_and_paged()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var first = await DispatchAsync(client, "crystal", "ponder", new { word = "blue" });
        var second = await DispatchAsync(client, "tag", "categorize", new { word = "green" });
        var third = await DispatchAsync(client, "tag", "sort", new { word = "grey" });

        Assert.Equal([third, second, first], await IdsAsync(client, ""));
        Assert.Equal([third, second], await IdsAsync(client, "queue=tag"));
        Assert.Equal([second], await IdsAsync(client, "kind=tag.categorize"));
        Assert.Equal([first], await IdsAsync(client, "text=BLUE"));
        Assert.Equal([], await IdsAsync(client, "state=failed"));
        var page = await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs?limit=2");
        Assert.Equal([first], await IdsAsync(client, $"limit=2&after={page.Next}"));
        await (await client.GetAsync("/api/jobs?state=done")).ProblemAsync(HttpStatusCode.BadRequest, "state");
        await (await client.GetAsync("/api/jobs?limit=0")).ProblemAsync(HttpStatusCode.BadRequest, "limit");
        await (await client.GetAsync("/api/jobs?correlation=x")).ProblemAsync(HttpStatusCode.BadRequest, "correlation");
    }

    [Fact]
    public async Task A_job_shows_its_payload_its_result_and_its_whole_timeline()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var id = await DispatchAsync(client, "crystal", "ponder", new { word = "blue" });
        await client.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" });
        await client.PostAsync<CompleteTaskResponse>("/api/employee-complete", new { task_id = id, result = new { found = 3 } });

        var details = await client.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}");
        var timeline = await client.GetAsync<JobTimeline>($"/api/jobs/timeline/{details.Job.CorrelationId}");

        Assert.Equal(("crystal.ponder", "ponder", "tag", "completed", 1, 100), (details.Job.Kind, details.Job.Intent, details.Job.FromEmployee, details.Job.State, details.Job.Attempt, details.Job.ProgressPercent));
        Assert.Equal(("blue", 3), (details.Payload.GetProperty("word").GetString(), details.Result!.Value.GetProperty("found").GetInt32()));
        Assert.Equal([id], timeline.Jobs.Select(job => job.Job.Id));
        Assert.Equal(["enqueued", "started", "completed"], timeline.Events.Select(e => e.Type));
        await (await client.GetAsync($"/api/jobs/{Guid.NewGuid()}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.GetAsync($"/api/jobs/timeline/{Guid.NewGuid()}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_manager_cancels_what_has_not_finished_and_retries_what_failed()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await DispatchAsync(member, "crystal", "ponder", new { });

        await (await member.PostAsync($"/api/jobs/{id}/cancel", null)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PostAsync($"/api/jobs/{id}/retry", null)).ProblemAsync(HttpStatusCode.Conflict);
        await (await manager.PostAsync($"/api/jobs/{id}/cancel", null)).DoneAsync();
        await (await manager.PostAsync($"/api/jobs/{id}/cancel", null)).ProblemAsync(HttpStatusCode.Conflict);
        await (await manager.PostAsync($"/api/jobs/{Guid.NewGuid()}/cancel", null)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("cancelled", (await manager.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}")).Job.State);

        var failing = await DispatchAsync(member, "crystal", "ponder", new { });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await MakeDueAsync(host);
            await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" });
            await member.PostAsync<FailTaskResponse>("/api/employee-fail", new { task_id = failing, error_summary = "no" });
        }

        Assert.Equal([new QueueDepth("crystal", 0, 0, 0, 1, null)], await member.GetAsync<List<QueueDepth>>("/api/jobs/queues"));
        await (await manager.PostAsync($"/api/jobs/{failing}/retry", null)).DoneAsync();
        var depth = Assert.Single(await member.GetAsync<List<QueueDepth>>("/api/jobs/queues"));
        Assert.Equal((1, 0), (depth.Pending, depth.Failed));
    }

    [Fact]
    public async Task A_manager_changes_a_job_that_waits_and_runs_failed_ones_again_together()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await DispatchAsync(member, "crystal", "ponder", new { word = "blue" });

        await (await member.PatchAsync($"/api/jobs/{id}", Json(new { priority = 2 }))).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PatchAsync($"/api/jobs/{id}", Json(new { priority = 11 }))).ProblemAsync(HttpStatusCode.BadRequest, "priority");
        await (await manager.PatchAsync($"/api/jobs/{id}", Json(new { }))).ProblemAsync(HttpStatusCode.BadRequest, "priority");
        await (await manager.PatchAsync($"/api/jobs/{Guid.NewGuid()}", Json(new { priority = 2 }))).ProblemAsync(HttpStatusCode.NotFound);
        await (await manager.PatchAsync($"/api/jobs/{id}", Json(new { priority = 2, payload = new { word = "green" } }))).DoneAsync();
        var changed = await manager.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}");
        Assert.Equal((2, "green"), (changed.Job.Priority, changed.Payload.GetProperty("word").GetString()));
        Assert.Equal([id], await IdsAsync(member, "payload=" + Uri.EscapeDataString("""{"word":"green"}""")));
        await (await member.GetAsync("/api/jobs?payload={")).ProblemAsync(HttpStatusCode.BadRequest, "payload");

        await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" });
        await (await manager.PatchAsync($"/api/jobs/{id}", Json(new { priority = 3 }))).ProblemAsync(HttpStatusCode.Conflict);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await member.PostAsync<FailTaskResponse>("/api/employee-fail", new { task_id = id, error_summary = "no" });
            await MakeDueAsync(host);
            await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" });
        }

        await (await member.PostJsonAsync("/api/jobs/retry", new { })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PostJsonAsync("/api/jobs/retry", new { most = 0 })).ProblemAsync(HttpStatusCode.BadRequest, "most");
        Assert.Equal(0, (await manager.PostAsync<RetriedJobs>("/api/jobs/retry", new { queue = "tag" })).Retried);
        Assert.Equal(1, (await manager.PostAsync<RetriedJobs>("/api/jobs/retry", new { queue = "crystal", text = "GREEN" })).Retried);
        Assert.Equal("pending", (await manager.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}")).Job.State);
        Assert.Equal(["job.change", "job.retry_many"], (await host.As(company.Admin).GetAsync<Contracts.Identity.AuditPage>("/api/audit")).Rows.Select(entry => entry.Action).Where(action => action.StartsWith("job.", StringComparison.Ordinal)).Distinct().Order());
    }

    private static JsonContent Json(object body) => JsonContent.Create(body, options: WireJson.Options);

    /// <summary>Ends the pause before the next attempt.</summary>
    internal static async Task MakeDueAsync(ApiHost host)
    {
        await using var command = host.Database.Owner.CreateCommand("update jobs.job set due_at = now() where due_at > now()");
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<Guid> DispatchAsync(HttpClient client, string employee, string intent, object payload) =>
        (await client.PostAsync<DispatchTaskResponse>("/api/employee-dispatch", new { intent, from_employee = "tag", to_employee = employee, payload })).TaskId;

    private static async Task<IEnumerable<Guid>> IdsAsync(HttpClient client, string query) =>
        (await client.GetAsync<Contracts.Jobs.JobPage>($"/api/jobs?{query}")).Jobs.Select(job => job.Id);
}
