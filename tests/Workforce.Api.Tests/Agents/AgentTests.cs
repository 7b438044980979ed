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
    public async Task The_roster_shows_the_employees_of_a_pipeline_with_their_last_job_and_what_they_cost_today()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, other) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        foreach (var sql in (string[])[
            "insert into jobs.job (tenant_id, id, correlation_id, timeout_ms, priority, max_attempts, queue, kind, payload) select $1, gen_random_uuid(), $1, 1000, 5, 3, 'byte', 'byte.extract', '{}' from generate_series(1, 2)",
            """
            insert into jobs.job_history (tenant_id, id, correlation_id, epoch, due_at, created_at, started_at, finished_at, timeout_ms, priority, attempt, max_attempts, state, queue, kind, tags, errors, payload)
            select $1, ('0000000' || n || '-0000-7000-8000-000000000000')::uuid, $1, 1, now(), now(), timestamptz '2026-03-01 10:00+00', timestamptz '2026-03-01 10:00+00' + n * interval '1 second', 1000, 5, 1, 3, state, queue, queue || '.a', '{}', case state when 'failed' then '[{"attempt":1,"error":"no"}]' else '[]' end::jsonb, '{}'
            from (values (1, 'failed', 'tag'), (2, 'completed', 'tag'), (3, 'failed', 'ledger')) h (n, state, queue)
            """,
            "insert into agents.budget_use (tenant_id, day, scope, name, tokens, usd) values ($1, (now() at time zone 'UTC')::date, 'agent', 'tag', 1200, 0.05)",
            "insert into agents.budget (tenant_id, scope, name, tokens, usd) values ($1, 'agent', 'crystal', 10, 2)",
        ])
        {
            await using var command = host.Database.Owner.CreateCommand(sql);
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = company.Tenant });
            await command.ExecuteNonQueryAsync();
        }

        static string Line(StationRow row) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{row.AgentId} {row.Department} {row.Activity} {row.Running}/{row.Waiting} {row.LastRunStatus} {row.LastRunDurationMs} {row.DailyTokensUsed}/{row.DailyTokenBudget} {row.DailyCostUsedUsd:0.##}/{row.DailyCostBudgetUsd:0.##}");
        Assert.Equal(
            [
                "prime finance idle 0/0   0/50000 0/1", "byte finance idle 0/2   0/50000 0/1", "tag finance idle 0/0 completed 2000 1200/50000 0.05/1", "crystal finance idle 0/0   0/10 0/2",
                "ledger finance error 0/0 failed 3000 0/50000 0/1",
            ],
            (await host.As(company.Member).GetAsync<AgentList>("/api/agents")).Stations.Select(Line));
        Assert.All((await host.As(other.Member).GetAsync<AgentList>("/api/agents")).Stations, row => Assert.Equal((0, null, 0L), (row.Waiting, row.LastRunStatus, row.DailyTokensUsed)));
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
