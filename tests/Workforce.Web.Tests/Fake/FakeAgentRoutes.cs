using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts;
using Workforce.Contracts.Agents;

namespace Workforce.Web.Tests.Fake;

internal static class FakeAgentRoutes
{
    public static void MapFakeAgents(this IEndpointRouteBuilder app, FakeApi api)
    {
        var company = api.Company;
        app.MapGet("/api/agents", () =>
        {
            lock (company.Gate)
                return new AgentList([.. company.Agents.Select(agent => Seen(company, agent.Agent))], company.AgentStop) { Stations = FakeAgents.Stations };
        });
        app.MapGet("/api/agents/dashboard", () => Dashboard(company));
        app.MapGet("/api/agents/{id}", (string id) => Find(company, id) is >= 0 and var at ? Results.Ok(company.Agents[at] with { Agent = Seen(company, company.Agents[at].Agent) }) : Results.NotFound());
        app.MapPost("/api/agents/{id}/trigger", (string id) =>
        {
            company.Triggered.Enqueue(id);
            return Results.Json(new TriggeredRun(FakeAgents.Run), WireJson.Options, statusCode: 202);
        });
        app.MapPost("/api/agents/{id}/pause", (string id, PauseAgentRequest request) => Change(api, id, row => row with { Status = request.Paused ? "paused" : "active", Activity = request.Paused ? "paused" : "idle", StatusReason = request.Reason }));
        app.MapMethods("/api/agents/{id}/config", ["PATCH"], (string id, ConfigureAgentRequest request, HttpContext http) => Configure(api, id, request, http));
        app.MapPut("/api/agents/stop", (StopAgentsRequest request) =>
        {
            company.AgentStop = new(FakeCompany.Now, company.Person.UserId, company.Person.DisplayName, request.Reason);
            api.Events.TellOf("agents");
            return company.AgentStop;
        });
        app.MapDelete("/api/agents/stop", () =>
        {
            company.AgentStop = null;
            api.Events.TellOf("agents");
            return Results.NoContent();
        });
        app.MapGet("/api/agents/runs", (string? agent, string? status, string? trigger, string? after, int limit) =>
        {
            var rest = company.Runs.Select(run => run.Run).Where(run => (agent is null || run.AgentId == agent) && (status is null || run.Status == status) && (trigger is null || run.TriggerType == trigger)).ToList();
            var from = after is null ? 0 : rest.FindIndex(run => run.Id.ToString() == after) + 1;
            return new RunPage([.. rest.Skip(from).Take(limit)], rest.Count > from + limit ? rest[from + limit - 1].Id.ToString() : null);
        });
        app.MapGet("/api/agents/runs/{id:guid}", (Guid id) => company.Runs.FirstOrDefault(run => run.Run.Id == id) is { } run ? Results.Ok(run) : Results.NotFound());
    }

    private static AgentRow Seen(FakeCompany company, AgentRow row) => row with
    {
        Activity = company.AgentStop is not null && row.Status == "active" ? "stopped" : row.Activity,
        CurrentRun = company.AgentStop is null ? row.CurrentRun : null,
    };

    private static int Find(FakeCompany company, string id) => company.Agents.FindIndex(agent => agent.Agent.AgentId == id);

    private static AgentRow Change(FakeApi api, string id, Func<AgentRow, AgentRow> change)
    {
        AgentRow changed;
        lock (api.Company.Gate)
        {
            var at = Find(api.Company, id);
            var before = api.Company.Agents[at];
            changed = change(before.Agent) with { Version = before.Agent.Version + 1 };
            api.Company.Agents[at] = before with { Agent = changed };
        }

        api.Events.TellOf("agents");
        return changed;
    }

    private static IResult Configure(FakeApi api, string id, ConfigureAgentRequest request, HttpContext http)
    {
        var row = api.Company.Agents[Find(api.Company, id)].Agent;
        if (http.Request.Headers.IfMatch != $"\"{row.Version}\"")
            return Results.Problem("Somebody changed the agent since you looked at it.", statusCode: 412);
        var errors = new Dictionary<string, string[]>();
        if (request.Config is { } config && config.GetProperty("thresholds").GetProperty("supervisor").GetDecimal() > 100)
            errors["config.thresholds.supervisor"] = [$"{config.GetProperty("thresholds").GetProperty("supervisor").GetRawText()} is above the maximum of 100"];
        if (request.ScheduleCron == "never")
            errors["schedule_cron"] = ["'never' is no schedule"];
        if (errors.Count > 0)
            return Results.ValidationProblem(errors);
        var at = Find(api.Company, id);
        api.Company.Agents[at] = api.Company.Agents[at] with { Config = request.Config ?? api.Company.Agents[at].Config };
        return Results.Ok(Change(api, id, seen => seen with { ScheduleCron = request.ScheduleCron, DailyTokenBudget = request.DailyTokenBudget ?? seen.DailyTokenBudget, DailyCostBudgetUsd = request.DailyCostBudgetUsd ?? seen.DailyCostBudgetUsd }));
    }

    private static AgentDashboard Dashboard(FakeCompany company)
    {
        lock (company.Gate)
        {
            var rows = company.Proposals.ConvertAll(proposal => proposal.Proposal);
            var none = company.Runs.Count == 0;
            return new(
                company.Agents.GroupBy(agent => agent.Agent.Activity).ToDictionary(group => group.Key, group => group.Count()),
                rows.Where(row => row.Status == "pending").GroupBy(row => row.RiskLevel).ToDictionary(group => group.Key, group => group.Count()),
                rows.Count(row => row.Recheck == "open"), rows.Count(row => row.ApplyStatus == "failed"),
                none ? new Dictionary<string, int>() : new Dictionary<string, int> { ["success"] = 11, ["error"] = 1 },
                none ? 0 : 61_204, none ? 0 : 0.4132m, none ? 0 : 9.81m, none ? 0 : 212, none ? null : 0.0463m,
                none ? [] : [new("gap_analyzer", 412, 1_204_112, 6.02m), new("skill_scout", 88, 641_000, 3.1m), new("role_mapper", 61, 88_000, 0.69m)],
                none ? [] : [new("gpt-4.1-mini", 401, 1_420_000, 8.9m), new("gpt-4.1-nano", 98, 401_112, 0.91m), new("offline", 62, 0, 0)],
                [.. company.Agents[0].Days.Select(day => new SpendDayRow(day.Day, day.Tokens, day.CostUsd * 4))],
                new(none ? 0 : 3, none ? 0 : 2, 2, true));
        }
    }
}
