using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Workforce.Api.Tests.Hosting;
using Workforce.Api.Tests.Jobs;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;

namespace Workforce.Api.Tests.Employees;

public sealed class EmployeeTaskTests
{
    [Fact]
    public async Task A_dispatched_task_is_pulled_and_completed_once()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var correlation = Guid.NewGuid();

        var dispatched = await DispatchAsync(client, new { hint = "post-categorize", ids = new[] { 1, 2 } }, correlation, "crystal:1");
        var task = Assert.Single(await PullAsync(client));
        Assert.Empty(await PullAsync(client));

        Assert.Equal((dispatched.TaskId, correlation, false), (task.Id, dispatched.CorrelationId, dispatched.Cached));
        Assert.Equal(
            (company.Member.Id, "tag", "crystal", "analyze_spend", correlation, "crystal:1", "processing", 1),
            (task.UserId!.Value, task.FromEmployee, task.ToEmployee, task.Intent, task.CorrelationId, task.IdempotencyKey, task.Status, task.Attempts));
        Assert.Equal("""{"hint":"post-categorize","ids":[1,2]}""", task.Payload.GetRawText());
        Assert.InRange(task.LeaseExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));

        Assert.Equal(new CompleteTaskResponse(true), await client.PostAsync<CompleteTaskResponse>("/api/employee-complete", new { task_id = task.Id, result = new { found = 1 }, lease_epoch = task.LeaseEpoch }));
        Assert.Equal(new CompleteTaskResponse(true), await client.PostAsync<CompleteTaskResponse>("/api/employee-complete", new { task_id = task.Id, lease_epoch = task.LeaseEpoch }));
    }

    [Fact]
    public async Task A_used_idempotency_key_gives_the_task_of_that_time_and_takes_no_key_of_the_pipeline()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var client = host.As(here.Member);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DispatchAsync(client, new { }, key: "prime:1")));

        Assert.Single(answers.Select(answer => answer.TaskId).Distinct());
        Assert.Equal([false, true, true, true, true], answers.Select(answer => answer.Cached).Order());
        Assert.Equal(answers[0] with { Cached = true }, await DispatchAsync(client, new { other = true }, Guid.NewGuid(), "prime:1"));
        Assert.False((await DispatchAsync(host.As(there.Member), new { }, key: "prime:1")).Cached);
        Assert.Equal(["dispatch:prime:1"], (await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs.Select(job => job.IdempotencyKey));
    }

    [Fact]
    public async Task What_the_companys_own_employees_do_is_not_handed_out()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        var uploaded = await (await client.PostAsync("/api/statements", Http.File("OFXHEADER:100"u8.ToArray()))).ReadAsync<UploadedStatement>(HttpStatusCode.Accepted);

        Assert.Empty((await client.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "prime" })).Tasks);
        var job = Assert.Single((await client.GetAsync<Contracts.Jobs.JobPage>($"/api/jobs?correlation={uploaded.Statement.CorrelationId}")).Jobs);
        Assert.Equal(("prime.parse", "pending"), (job.Kind, job.State));
    }

    [Fact]
    public async Task A_failed_task_is_retried_until_its_third_attempt()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        var id = (await DispatchAsync(client, new { })).TaskId;
        var answers = new List<FailTaskResponse>();

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await JobTests.MakeDueAsync(host);
            Assert.Equal(attempt, Assert.Single(await PullAsync(client)).Attempts);
            answers.Add(await client.PostAsync<FailTaskResponse>("/api/employee-fail", new { task_id = id, error_summary = $"try {attempt}" }));
        }

        Assert.Equal([new(true, true), new(true, true), new(true, false)], answers);
        await JobTests.MakeDueAsync(host);
        Assert.Empty(await PullAsync(client));
        var job = await client.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}");
        Assert.Equal(("failed", "try 3"), (job.Job.State, job.Job.LastError));
        Assert.Equal(["try 1", "try 2", "try 3"], job.Errors.Select(error => error.Error));
    }

    [Fact]
    public async Task Two_who_complete_and_fail_at_once_leave_one_outcome()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        for (var round = 0; round < 5; round++)
        {
            var id = (await DispatchAsync(client, new { round })).TaskId;
            var task = Assert.Single(await PullAsync(client));

            var answers = await Task.WhenAll(
                client.PostJsonAsync("/api/employee-complete", new { task_id = id, lease_epoch = task.LeaseEpoch, result = new { by = 1 } }),
                client.PostJsonAsync("/api/employee-complete", new { task_id = id, lease_epoch = task.LeaseEpoch, result = new { by = 2 } }),
                client.PostJsonAsync("/api/employee-fail", new { task_id = id, lease_epoch = task.LeaseEpoch, error_summary = "no" }));

            Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
            var job = await client.GetAsync<Contracts.Jobs.JobDetails>($"/api/jobs/{id}");
            var failed = answers[2].StatusCode is HttpStatusCode.OK;
            Assert.Equal(failed ? "retrying" : "completed", job.Job.State);
            Assert.Equal(failed, answers[0].StatusCode is HttpStatusCode.Conflict);
            await JobTests.MakeDueAsync(host);
            foreach (var left in await PullAsync(client))
            {
                await client.PostAsync<CompleteTaskResponse>("/api/employee-complete", new { task_id = left.Id });
            }
        }
    }

    [Theory]
    [InlineData("/api/employee-complete")]
    [InlineData("/api/employee-fail")]
    public async Task A_task_is_finished_only_by_who_holds_it(string path)
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var client = host.As(here.Member);
        var id = (await DispatchAsync(client, new { })).TaskId;
        object Body(long? epoch = null) => path.EndsWith("fail", StringComparison.Ordinal)
            ? new { task_id = id, lease_epoch = epoch, error_summary = "no" }
            : new { task_id = id, lease_epoch = epoch };

        await RefusedAsync(client, path, Body(), HttpStatusCode.Conflict, "pending");
        await RefusedAsync(host.As(there.Member), path, Body(), HttpStatusCode.NotFound, null);
        await RefusedAsync(host.As(here.Admin), path, Body(), HttpStatusCode.NotFound, null);

        var first = Assert.Single(await PullAsync(client));
        await using (var command = host.Database.Owner.CreateCommand("update jobs.job set lease_expires_at = now() - interval '1 second'"))
        {
            await command.ExecuteNonQueryAsync();
        }

        var second = Assert.Single(await PullAsync(client));
        Assert.NotEqual(first.LeaseEpoch, second.LeaseEpoch);
        await RefusedAsync(client, path, Body(first.LeaseEpoch), HttpStatusCode.Conflict, "processing");
        Assert.Equal(HttpStatusCode.OK, (await client.PostJsonAsync(path, Body(second.LeaseEpoch))).StatusCode);
    }

    [Theory]
    [InlineData("/api/employee-pull", """{}""", "to_employee")]
    [InlineData("/api/employee-pull", """{ "to_employee": "notifications" }""", "to_employee")]
    [InlineData("/api/employee-pull", """{ "to_employee": "tag", "max": 0 }""", "max")]
    [InlineData("/api/employee-pull", """{ "to_employee": "tag", "max": 51 }""", "max")]
    [InlineData("/api/employee-pull", """{ "to_employee": "tag", "max": 1.5 }""", "max")]
    [InlineData("/api/employee-complete", """{}""", "task_id")]
    [InlineData("/api/employee-complete", """{ "task_id": "7" }""", "task_id")]
    [InlineData("/api/employee-complete", """{ "task_id": "6d0f3f7e-1c38-4e3f-9e6c-1f0c5d1f0001", "result": [] }""", "result")]
    [InlineData("/api/employee-fail", """{ "task_id": "6d0f3f7e-1c38-4e3f-9e6c-1f0c5d1f0001" }""", "error_summary")]
    [InlineData("/api/employee-dispatch", """{}""", "intent", "from_employee", "to_employee", "payload")]
    [InlineData("/api/employee-dispatch", """{ "intent": "Analyze it", "from_employee": "Tag", "to_employee": "crystel", "payload": [1] }""", "to_employee", "from_employee", "intent", "payload")]
    [InlineData("/api/employee-dispatch", """{ "intent": "a", "from_employee": "tag", "to_employee": "tag", "payload": {}, "correlation_id": "x" }""", "correlation_id")]
    [InlineData("/api/employee-dispatch", """{ "intent": "a", "from_employee": "tag", "to_employee": "tag", "payload": {}, "user_id": "x" }""", "user_id")]
    [InlineData("/api/tag-rule-suggestions-ignore", """{ "days": 0 }""", "merchant_name", "days")]
    [InlineData("/api/tag-rule-suggestions-ignore", """{ "merchant_name": "x", "days": 91 }""", "days")]
    public async Task A_request_that_is_not_valid_is_told_its_fields(string path, string json, params string[] fields)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        var answer = await client.PostAsync(path, new StringContent(json, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")));

        await answer.ProblemAsync(HttpStatusCode.BadRequest, fields);
    }

    [Fact]
    public async Task Lengths_and_counts_end_where_the_source_says()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);
        var id = (await DispatchAsync(client, new { })).TaskId;

        Assert.Equal("max: must be between 1 and 50", await (await client.PostJsonAsync("/api/employee-pull", new { to_employee = "tag", max = 51 })).ProblemAsync(HttpStatusCode.BadRequest, "max"));
        await client.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "tag", max = 50 });
        await PullAsync(client);
        await (await client.PostJsonAsync("/api/employee-fail", new { task_id = id, error_summary = new string('x', 501) })).ProblemAsync(HttpStatusCode.BadRequest, "error_summary");
        await client.PostAsync<FailTaskResponse>("/api/employee-fail", new { task_id = id, error_summary = new string('x', 500) });
        await (await client.PostAskingAsync("/api/employee-dispatch", JsonContent.Create(new { intent = "a", from_employee = "tag", to_employee = "tag", payload = new { text = new string('x', 1024 * 1024) } }))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("Ignoring \"Café\" for 30 days", (await client.PostAsync<IgnoreSuggestionResponse>("/api/tag-rule-suggestions-ignore", new { merchant_name = "Café" })).Message);
    }

    private static Task<DispatchTaskResponse> DispatchAsync(HttpClient client, object payload, Guid? correlation = null, string? key = null) =>
        client.PostAsync<DispatchTaskResponse>("/api/employee-dispatch", new { intent = "analyze_spend", from_employee = "tag", to_employee = "crystal", payload, correlation_id = correlation, idempotency_key = key });

    private static async Task<IReadOnlyList<EmployeeTask>> PullAsync(HttpClient client) =>
        (await client.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks;

    private static async Task RefusedAsync(HttpClient client, string path, object body, HttpStatusCode expected, string? statusNow)
    {
        var answer = await client.PostJsonAsync(path, body);
        await answer.ProblemAsync(expected);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(statusNow, problem.TryGetProperty("status_now", out var now) ? now.GetString() : null);
    }
}
