using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Tests.Jobs;

public sealed class LimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_limits_an_employee_and_its_jobs_wait_for_each_other_until_the_limit_is_taken_away()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        await JobTests.DispatchAsync(member, "crystal", "ponder", new { word = "blue" });
        var second = await JobTests.DispatchAsync(member, "crystal", "ponder", new { word = "green" });
        var fresh = new { scope = "queue", name = "crystal", measure = "running", most = 1 };

        await (await manager.PutJsonAsync("/api/limits", fresh)).DoneAsync();
        Assert.Equivalent(new LimitRow[] { new("queue", "crystal", "running", 1, null, null, "", false, 0, []) }, await member.GetAsync<List<LimitRow>>("/api/limits"), strict: true);
        Assert.Single((await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks);
        Assert.Empty((await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks);

        Assert.Equal(1, Assert.Single(await member.GetAsync<List<LimitRow>>("/api/limits")).Used);
        Assert.Contains((await member.GetAsync<JobExplanationRow>($"/api/jobs/{second}/explanation")).Holds, hold => hold.Why == "limited" && hold.Text.StartsWith("The limit of 1 running for queue crystal is reached", StringComparison.Ordinal));
        await (await manager.PutJsonAsync("/api/limits", fresh with { most = 2 })).DoneAsync();
        Assert.Equal((2, 1m), Assert.Single(await member.GetAsync<List<LimitRow>>("/api/limits")) is var changed ? (changed.Most, changed.Used) : default);
        await (await manager.DeleteAsync("/api/limits?scope=queue&name=crystal&measure=running")).DoneAsync();
        Assert.Empty(await member.GetAsync<List<LimitRow>>("/api/limits"));
        Assert.Equal([second], (await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks.Select(task => task.Id));
        Assert.Equal(
            [("job.limit", "crystal"), ("job.limit", "crystal"), ("job.lift_limit", "crystal")],
            (await host.As(company.Admin).GetAsync<Contracts.Identity.AuditPage>("/api/audit")).Rows.Reverse().Where(entry => entry.Action.Contains("limit", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.TargetId)));
    }

    [Fact]
    public async Task A_limit_for_each_says_who_uses_it()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        await JobTests.DispatchAsync(member, "crystal", "ponder", new { word = "blue" });
        await JobTests.DispatchAsync(member, "byte", "ponder", new { word = "blue" });
        var each = new { scope = "all", measure = "starts", most = 100, per_seconds = 60.5, each = "queue" };
        await (await manager.PutJsonAsync("/api/limits", each)).DoneAsync();
        await (await manager.PutJsonAsync("/api/limits", new { scope = "queue", name = "tag", measure = "tokens", most = "2000000.5", per_seconds = 86400, each = "key", prefix = "model:" })).DoneAsync();
        Assert.Single((await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks);
        Assert.Single((await member.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "byte" })).Tasks);

        Assert.Equivalent(
            new LimitRow[]
            {
                new("all", "", "starts", 100, 60.5, "queue", "", false, 1, [new("byte", 1), new("crystal", 1)]),
                new("queue", "tag", "tokens", 2_000_000.5m, 86400, "key", "model:", false, 0, []),
            },
            await member.GetAsync<List<LimitRow>>("/api/limits"),
            strict: true);
        await (await manager.DeleteAsync("/api/limits?scope=all&measure=starts")).ProblemAsync(HttpStatusCode.NotFound);
        await (await manager.DeleteAsync("/api/limits?scope=all&measure=starts&each=queue")).DoneAsync();
        await (await manager.DeleteAsync("/api/limits?scope=queue&name=tag&measure=tokens&each=key&prefix=model:")).DoneAsync();
        Assert.Empty(await member.GetAsync<List<LimitRow>>("/api/limits"));
    }

    [Fact]
    public async Task Another_company_sees_nothing_of_it_and_of_what_holds_for_all_no_more_than_its_own_part()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var (mine, other) = (host.As(here.Manager), host.As(there.Manager));
        var gates = host.Services.GetRequiredService<GateClient>();
        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("crystal"), 9), Ct);
        await gates.LimitAsync(JobLimit.Running(JobScope.All(), 5).ForEachTenant(), Ct);
        await gates.LimitAsync(JobLimit.Starts(JobScope.All(), 50, TimeSpan.FromMinutes(1)).ForEach(ScopeOf.Kind), Ct);
        await (await mine.PutJsonAsync("/api/limits", new { scope = "queue", name = "crystal", measure = "running", most = 3 })).DoneAsync();
        await JobTests.DispatchAsync(mine, "crystal", "ponder", new { word = "blue" });
        Assert.Single((await mine.PostAsync<PullTasksResponse>("/api/employee-pull", new { to_employee = "crystal" })).Tasks);
        LimitRow[] Everywhere(decimal used) =>
        [
            new("all", "", "running", 5, null, null, "", true, used, []),
            new("all", "", "starts", 50, 60, "kind", "", true, null, []),
        ];
        var shared = new LimitRow("queue", "crystal", "running", 9, null, null, "", true, null, []);

        Assert.Equivalent(Everywhere(0).Append(shared), await other.GetAsync<List<LimitRow>>("/api/limits"), strict: true);
        Assert.Equivalent(
            Everywhere(1).Append(new("queue", "crystal", "running", 3, null, null, "", false, 1, [])).Append(shared), await mine.GetAsync<List<LimitRow>>("/api/limits"), strict: true);

        // Whoever tries to change what holds for all sets or lifts one of its own, or is told that there is none.
        await (await other.DeleteAsync("/api/limits?scope=queue&name=crystal&measure=running")).ProblemAsync(HttpStatusCode.NotFound);
        await (await other.PutJsonAsync("/api/limits", new { scope = "queue", name = "crystal", measure = "running", most = 1000 })).DoneAsync();
        await (await other.DeleteAsync("/api/limits?scope=queue&name=crystal&measure=running")).DoneAsync();
        Assert.Equal([5, 50, 3, 9], (await mine.GetAsync<List<LimitRow>>("/api/limits")).Select(row => row.Most));
    }

    [Fact]
    public async Task What_is_malformed_or_not_allowed_limits_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        async Task RefusedAsync(string field, object request) => await (await manager.PutJsonAsync("/api/limits", request)).ProblemAsync(HttpStatusCode.BadRequest, field);

        await (await member.PutJsonAsync("/api/limits", new { scope = "all", measure = "running", most = 1 })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await member.DeleteAsync("/api/limits?scope=all&measure=running")).ProblemAsync(HttpStatusCode.Forbidden);
        await RefusedAsync("scope", new { scope = "team", measure = "running", most = 1 });
        await RefusedAsync("scope", new { measure = "running", most = 1 });
        await RefusedAsync("name", new { scope = "queue", name = "bite", measure = "running", most = 1 });
        await RefusedAsync("measure", new { scope = "all", most = 1 });
        await RefusedAsync("measure", new { scope = "all", measure = "US $", most = 1, per_seconds = 1 });
        await RefusedAsync("most", new { scope = "all", measure = "running" });
        await RefusedAsync("most", new { scope = "all", measure = "running", most = -1 });
        await RefusedAsync("most", new { scope = "all", measure = "starts", most = 1.5, per_seconds = 60 });
        await RefusedAsync("most", new { scope = "all", measure = "tokens", most = 1e16, per_seconds = 60 });
        await RefusedAsync("per_seconds", new { scope = "all", measure = "running", most = 1, per_seconds = 60 });
        await RefusedAsync("per_seconds", new { scope = "all", measure = "starts", most = 1 });
        await RefusedAsync("per_seconds", new { scope = "all", measure = "starts", most = 1, per_seconds = 0.059 });
        await RefusedAsync("per_seconds", new { scope = "all", measure = "starts", most = 1, per_seconds = 34_560_001 });
        await RefusedAsync("each", new { scope = "all", measure = "running", most = 1, each = "tenant" });
        await RefusedAsync("prefix", new { scope = "all", measure = "running", most = 1, prefix = "customer:" });
        await RefusedAsync("prefix", new { scope = "all", measure = "running", most = 1, each = "key", prefix = new string('p', 201) });
        await RefusedAsync("prefix", new { scope = "all", measure = "running", most = 1, each = "key", prefix = "a\0b" });
        await RefusedAsync("everywhere", new { scope = "all", measure = "running", most = 1, everywhere = true });
        await (await manager.DeleteAsync("/api/limits?measure=running")).ProblemAsync(HttpStatusCode.BadRequest, "scope");
        await (await manager.DeleteAsync("/api/limits?scope=all")).ProblemAsync(HttpStatusCode.BadRequest, "measure");
        await (await manager.DeleteAsync("/api/limits?scope=all&measure=run%00ning")).ProblemAsync(HttpStatusCode.BadRequest, "measure");
        await (await manager.DeleteAsync("/api/limits?scope=all&measure=running&each=tenant")).ProblemAsync(HttpStatusCode.BadRequest, "each");
        await (await manager.DeleteAsync("/api/limits?scope=all&measure=running")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await member.GetAsync<List<LimitRow>>("/api/limits"));
    }

    [Fact]
    public async Task A_company_sets_a_hundred_and_no_more()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var manager = host.As(company.Manager);
        var gates = host.Services.GetRequiredService<GateClient>();
        foreach (var n in Enumerable.Range(0, 99))
        {
            await gates.LimitAsync(JobLimit.Running(JobScope.Key($"k{n}", company.Tenant), 1), Ct);
        }

        await (await manager.PutJsonAsync("/api/limits", new { scope = "key", name = "last", measure = "running", most = 1 })).DoneAsync();
        await (await manager.PutJsonAsync("/api/limits", new { scope = "key", name = "one more", measure = "running", most = 1 })).ProblemAsync(HttpStatusCode.Conflict);
        await (await manager.PutJsonAsync("/api/limits", new { scope = "key", name = "last", measure = "running", most = 2 })).DoneAsync();
        Assert.Equal(100, (await manager.GetAsync<List<LimitRow>>("/api/limits")).Count);
    }

    [Fact]
    public async Task A_company_sees_its_share_and_cannot_raise_it()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, admin) = (host.As(company.Member), host.As(company.Admin));
        Assert.Equal(new ShareRow(1), await member.GetAsync<ShareRow>("/api/shares"));
        await host.Services.GetRequiredService<GateClient>().ShareAsync(company.Tenant, 3, Ct);
        Assert.Equal(new ShareRow(3), await member.GetAsync<ShareRow>("/api/shares"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await admin.PutJsonAsync("/api/shares", new { weight = 100 })).StatusCode);
    }
}
