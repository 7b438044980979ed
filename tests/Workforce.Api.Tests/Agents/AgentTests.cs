using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Agents;
using Workforce.Contracts.Identity;

namespace Workforce.Api.Tests.Agents;

public sealed class AgentTests
{
    [Fact]
    public async Task An_agent_starts_paused_and_an_admin_enables_it()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var (member, manager, admin) = (host.As(company.Member), host.As(company.Manager), host.As(company.Admin));

        var row = Assert.Single((await member.GetAsync<AgentList>("/api/agents")).Agents);
        Assert.Equal(("tester", "The tester", "paused", "paused", 50_000L, 1m, 1), (row.AgentId, row.DisplayName, row.Status, row.Activity, row.DailyTokenBudget, row.DailyCostBudgetUsd, row.Version));
        Assert.Null(row.NextRunAt);
        var refused = await manager.PostJsonAsync("/api/agents/tester/trigger", new { });
        Assert.Equal("The tester is paused: enable it first.", await refused.ProblemAsync(HttpStatusCode.Conflict));
        await (await manager.PostJsonAsync("/api/agents/tester/pause", new { paused = false })).ProblemAsync(HttpStatusCode.Forbidden);

        var enabled = await admin.PostAsync<AgentRow>("/api/agents/tester/pause", new { paused = false });

        Assert.Equal(("active", "idle", 2), (enabled.Status, enabled.Activity, enabled.Version));
        Assert.Equal(6, enabled.NextRunAt!.Value.UtcDateTime.Hour);
        var run = await (await manager.PostJsonAsync("/api/agents/tester/trigger", new { })).ReadAsync<TriggeredRun>(HttpStatusCode.Accepted);
        await (await member.PostJsonAsync("/api/agents/tester/trigger", new { })).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal("tester.run", (await host.Jobs.GetAsync(company.Tenant, run.RunId, default))!.Kind);
        await (await manager.PostJsonAsync("/api/agents/nobody/trigger", new { })).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(
            [("agent.status", "tester"), ("agent.trigger", "tester")],
            (await admin.GetAsync<AuditPage>("/api/audit")).Rows.Where(entry => entry.TargetType == "agent").Select(entry => (entry.Action, entry.TargetId)).Order());
    }

    [Fact]
    public async Task Settings_are_checked_against_the_agents_schema_and_only_what_was_seen_is_changed()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var admin = host.As(company.Admin);
        const string path = "/api/agents/tester/config";

        var changed = await (await PatchAsync(admin, path, new { config = new { least = 7 }, schedule_cron = "30 5 * * 1-5", time_zone = "Europe/Berlin", daily_token_budget = 0, daily_cost_budget_usd = "2.50" }, "\"1\"")).ReadAsync<AgentRow>(HttpStatusCode.OK);

        Assert.Equal(("30 5 * * 1-5", "Europe/Berlin", 0L, 2.50m, 2), (changed.ScheduleCron, changed.TimeZone, changed.DailyTokenBudget, changed.DailyCostBudgetUsd, changed.Version));
        var detail = await admin.GetAsync<AgentDetail>("/api/agents/tester");
        Assert.Equal(7, detail.Config.GetProperty("least").GetInt32());
        Assert.Equal(10, detail.ConfigSchema.GetProperty("properties").GetProperty("least").GetProperty("maximum").GetInt32());
        // As declared, which is neither the order of their names nor of their lengths.
        Assert.Equal(["least", "cap"], detail.ConfigSchema.GetProperty("properties").EnumerateObject().Select(field => field.Name));
        Assert.Equal(30, detail.Days.Count);
        Assert.Equal("\"2\"", (await admin.GetAsync("/api/agents/tester")).Headers.ETag!.Tag);

        await (await PatchAsync(admin, path, new { config = new { least = 99 } })).ProblemAsync(HttpStatusCode.BadRequest, "config.least");
        await (await PatchAsync(admin, path, new { config = new { most = 1 } })).ProblemAsync(HttpStatusCode.BadRequest, "config.most");
        await (await PatchAsync(admin, path, new { config = 5 })).ProblemAsync(HttpStatusCode.BadRequest, "config");
        await (await PatchAsync(admin, path, new { schedule_cron = "61 * * * *" })).ProblemAsync(HttpStatusCode.BadRequest, "schedule_cron");
        await (await PatchAsync(admin, path, new { time_zone = "Europe/Atlantis" })).ProblemAsync(HttpStatusCode.BadRequest, "time_zone");
        await (await PatchAsync(admin, path, new { daily_token_budget = -1 })).ProblemAsync(HttpStatusCode.BadRequest, "daily_token_budget");
        await (await PatchAsync(admin, path, new { daily_token_budget = 5 }, "\"one\"")).ProblemAsync(HttpStatusCode.BadRequest, "if-match");
        var stale = await PatchAsync(admin, path, new { daily_token_budget = 5 }, "\"1\"");
        Assert.Equal(2, (await stale.ReadAsync<JsonElement>(HttpStatusCode.PreconditionFailed)).GetProperty("current").GetProperty("version").GetInt32());
        await (await PatchAsync(host.As(company.Manager), path, new { daily_token_budget = 5 })).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal((0L, 2), (await admin.GetAsync<AgentDetail>("/api/agents/tester")).Agent is var still ? (still.DailyTokenBudget, still.Version) : default);

        Assert.Null((await (await PatchAsync(admin, path, new { schedule_cron = "" })).ReadAsync<AgentRow>(HttpStatusCode.OK)).ScheduleCron);
    }

    [Fact]
    public async Task The_stop_switch_holds_everything_until_an_admin_lifts_it()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var (member, manager, admin) = (host.As(company.Member), host.As(company.Manager), host.As(company.Admin));
        await admin.PostAsync<AgentRow>("/api/agents/tester/pause", new { paused = false });

        await (await member.PutJsonAsync("/api/agents/stop", new { reason = "it went mad" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PutJsonAsync("/api/agents/stop", new { })).ProblemAsync(HttpStatusCode.BadRequest, "reason");
        await (await manager.PutJsonAsync("/api/agents/stop", new { reason = "it went mad" })).ReadAsync<AgentStopRow>(HttpStatusCode.OK);

        var list = await member.GetAsync<AgentList>("/api/agents");
        Assert.Equal(("it went mad", company.Manager.Id, company.Manager.DisplayName), (list.Stop!.Reason, list.Stop.StoppedBy, list.Stop.StoppedByName));
        Assert.Equal("stopped", Assert.Single(list.Agents).Activity);
        Assert.Equal("All agents are stopped. Lift the stop first.", await (await manager.PostJsonAsync("/api/agents/tester/trigger", new { })).ProblemAsync(HttpStatusCode.Conflict));
        await (await manager.DeleteAsync("/api/agents/stop")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await admin.DeleteAsync("/api/agents/stop")).DoneAsync();
        await (await admin.DeleteAsync("/api/agents/stop")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("idle", Assert.Single((await member.GetAsync<AgentList>("/api/agents")).Agents).Activity);
    }

    [Fact]
    public async Task Runs_are_listed_filtered_and_shown_step_by_step_and_the_dashboard_counts_them()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var member = host.As(company.Member);

        var run = Assert.Single((await member.GetAsync<RunPage>($"/api/agents/runs?agent={house.AgentId}&status=running&trigger=cron")).Runs);
        Assert.Equal((house.RunId, $"The {house.AgentId}", "0 6 * * *"), (run.Id, run.DisplayName, run.TriggerSource));
        Assert.Empty((await member.GetAsync<RunPage>("/api/agents/runs?status=error")).Runs);
        await (await member.GetAsync("/api/agents/runs?status=odd")).ProblemAsync(HttpStatusCode.BadRequest, "status");
        await (await member.GetAsync("/api/agents/runs?trigger=odd")).ProblemAsync(HttpStatusCode.BadRequest, "trigger");
        Assert.Equal(run, (await member.GetAsync<RunDetail>($"/api/agents/runs/{house.RunId}")).Run);

        var dashboard = await member.GetAsync<AgentDashboard>("/api/agents/dashboard");
        Assert.Equal(1, dashboard.PendingByRisk["high"]);
        Assert.Equal(1, dashboard.RunsToday["running"]);
        Assert.Equal((0, 0m, 30, true), (dashboard.Accepted30Days, dashboard.Cost30DaysUsd, dashboard.ByDay.Count, dashboard.Health.Redis));
        Assert.Null(dashboard.CostPerAcceptedUsd);
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, string path, object body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request);
    }
}
