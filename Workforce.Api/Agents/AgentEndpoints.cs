using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Agents;

/// <summary>The registry of digital employees.</summary>
internal static class AgentEndpoints
{
    /// <summary>How many times ahead an agent's page shows.</summary>
    private const int NextRuns = 5;

    public static void MapAgents(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents").WithTags("Agents");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("All agents with what they do now").WithDescription("Read from Redis, else from Postgres. `stop` is the stop switch; `stations` are the employees of the pipelines, which are in no registry.");
        group.MapGet("/{agentId}", Get).RequireAuthorization(Policies.Read).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One agent: settings and their schema, trust, the last 30 days").WithDescription("Its version is the ETag.");
        group.MapPost("/{agentId}/trigger", Trigger).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Run an agent now").WithDescription("It runs as soon as its run before has ended. 409 with `status_now` while it is paused, disabled or stopped.");
        group.MapPost("/{agentId}/pause", Pause).RequireAuthorization(Policies.Administer).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Pause, disable or enable an agent").WithDescription("A paused agent begins nothing; what runs goes on. `paused` false enables it. If-Match: only if it is as it was seen.");
        group.MapPatch("/{agentId}/config", Configure).RequireAuthorization(Policies.Administer).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Change settings, schedule or budgets").WithDescription("What is left out stays. `config` is replaced whole and checked against the agent's schema; errors name the field, e.g. `config.grant_at`. The next run takes it.");
    }

    private static async Task<Ok<AgentList>> List(WorkforceDbContext db, AgentStates states, TimeProvider time, CancellationToken ct)
    {
        var agents = await db.Agents.AsNoTracking().OrderBy(agent => agent.Department).ThenBy(agent => agent.Cluster).ThenBy(agent => agent.DisplayName).ToListAsync(ct);
        var (known, stop, now) = (await states.AllAsync(ct), await AgentRows.StopAsync(db, ct), time.GetUtcNow());
        return TypedResults.Ok(new AgentList([.. agents.Select(agent => AgentRows.Of(agent, known.GetValueOrDefault(agent.AgentId), stop is not null, now))], stop) { Stations = await Stations.ReadAsync(db, now, ct) });
    }

    private static async Task<Results<Ok<AgentDetail>, ProblemHttpResult>> Get(string agentId, HttpContext http, WorkforceDbContext db, AgentStates states, TimeProvider time, CancellationToken ct)
    {
        if (await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.AgentId == agentId, ct) is not { } agent)
        {
            return Problems.NotFound("agent");
        }

        var now = time.GetUtcNow();
        var row = await RowAsync(agent, db, states, now, ct);
        var granted = await db.ProposalRules.Where(rule => rule.AgentId == agentId && rule.Action == RuleAction.AutoApprove && rule.ProposalType != null && (rule.ExpiresAt == null || rule.ExpiresAt > now))
            .Select(rule => rule.ProposalType!).ToListAsync(ct);
        var trust = await TrustQueries.ReadAsync(db, agentId, now.AddDays(-180), ct);
        var days = await AgentDays.ReadAsync(db, agentId, now, ct);
        EntityTag.Set(http, agent.Version);
        return TypedResults.Ok(new AgentDetail(
            row, AgentRows.Json(agent.Config), AgentRows.Json(agent.ConfigSchema), [.. trust.Select(one => AgentRows.Of(one, granted.ToHashSet()))],
            AgentDays.CostPerAccepted(days), days, agent.CreatedAt, agent.UpdatedAt)
        {
            NextRuns = AgentClock.Next(agent, now, NextRuns),
        });
    }

    private static async Task<Results<Accepted<TriggeredRun>, ProblemHttpResult>> Trigger(string agentId, ManageAgent manage, CancellationToken ct) =>
        await manage.TriggerAsync(agentId, ct) switch
        {
            AgentChange.Asked asked => TypedResults.Accepted($"/api/agents/runs/{asked.RunId}", new TriggeredRun(asked.RunId)),
            AgentChange.Conflict conflict => Problems.Conflict(conflict.Why, Words.Of(conflict.Agent.Status)),
            _ => Problems.NotFound("agent"),
        };

    private static async Task<Results<Ok<AgentRow>, ValidationProblem, ProblemHttpResult>> Pause(
        string agentId, PauseAgentRequest request, HttpContext http, ManageAgent manage, WorkforceDbContext db, AgentStates states, TimeProvider time, CancellationToken ct)
    {
        if (!EntityTag.TryReadIfMatch(http, out var version))
        {
            return Problems.Field("if-match", "must be the ETag of the agent");
        }

        if (request is { Disabled: true, Paused: false })
        {
            return Problems.Field("disabled", "an agent that is not paused cannot be disabled: send paused, too");
        }

        var status = request switch { { Disabled: true } => AgentStatus.Disabled, { Paused: true } => AgentStatus.Paused, _ => AgentStatus.Active };
        return await AnswerAsync(await manage.SetStatusAsync(agentId, version, status, request.Reason, ct), http, db, states, time, ct);
    }

    private static async Task<Results<Ok<AgentRow>, ValidationProblem, ProblemHttpResult>> Configure(
        string agentId, ConfigureAgentRequest request, HttpContext http, ManageAgent manage, WorkforceDbContext db, AgentStates states, TimeProvider time, CancellationToken ct)
    {
        if (!EntityTag.TryReadIfMatch(http, out var version))
        {
            return Problems.Field("if-match", "must be the ETag of the agent");
        }

        var settings = new AgentSettings(request.Config, request.ScheduleCron, request.TimeZone, request.DailyTokenBudget, request.DailyCostBudgetUsd);
        return await AnswerAsync(await manage.ConfigureAsync(agentId, version, settings, ct), http, db, states, time, ct);
    }

    private static async Task<Results<Ok<AgentRow>, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        AgentChange change, HttpContext http, WorkforceDbContext db, AgentStates states, TimeProvider time, CancellationToken ct)
    {
        switch (change)
        {
            case AgentChange.Done done:
                EntityTag.Set(http, done.Agent.Version);
                return TypedResults.Ok(await RowAsync(done.Agent, db, states, time.GetUtcNow(), ct));
            case AgentChange.Invalid invalid:
                return Problems.Fields([.. invalid.Problems.Select(problem => (problem.Path, problem.Problem))]);
            case AgentChange.Stale stale:
                var current = await RowAsync(stale.Agent, db, states, time.GetUtcNow(), ct);
                return TypedResults.Problem("Somebody changed the agent since you looked at it.", statusCode: StatusCodes.Status412PreconditionFailed, extensions: [new("current", current)]);
            default:
                return Problems.NotFound("agent");
        }
    }

    private static async Task<AgentRow> RowAsync(RegisteredAgent agent, WorkforceDbContext db, AgentStates states, DateTimeOffset now, CancellationToken ct) =>
        AgentRows.Of(agent, (await states.AllAsync(ct)).GetValueOrDefault(agent.AgentId), await db.AgentStops.AnyAsync(ct), now);
}
