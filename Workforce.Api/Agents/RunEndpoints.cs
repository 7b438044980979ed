using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;

namespace Workforce.Api.Agents;

/// <summary>What agents did.</summary>
internal static class RunEndpoints
{
    public static void MapAgentRuns(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/runs").WithTags("Agents").RequireAuthorization(Policies.Read);
        group.MapGet("", List).WithSummary("Runs of all agents, newest first")
            .WithDescription("`agent`, `status` (running, success, partial, error, cancelled) and `trigger` (cron, event, manual, agent) narrow it. Pass `next` as `after` for the next page.");
        group.MapGet("/{id:guid}", Get).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One run, step by step");
    }

    private static async Task<Results<Ok<RunPage>, ValidationProblem>> List(string? agent, string? status, string? trigger, string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        if (Words.Problem<RunStatus>("status", status, out var wanted) is { } noStatus)
        {
            return noStatus;
        }

        if (Words.Problem<RunTrigger>("trigger", trigger, out var by) is { } noTrigger)
        {
            return noTrigger;
        }

        var query = db.Runs.AsNoTracking().Where(run => (agent == null || run.AgentId == agent) && (wanted == null || run.Status == wanted) && (by == null || run.TriggerType == by));
        if (cursor is { } from)
        {
            query = query.Where(run => EF.Functions.LessThan(ValueTuple.Create(run.StartedAt, run.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await query.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Take(size + 1).ToListAsync(ct);
        var names = await NamesAsync(db, ct);
        return TypedResults.Ok(new RunPage(
            [.. found.Take(size).Select(run => AgentRows.Of(run, names.GetValueOrDefault(run.AgentId, run.AgentId)))],
            found.Count > size ? new Cursor(found[size - 1].StartedAt, found[size - 1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> Get(Guid id, WorkforceDbContext db, CancellationToken ct)
    {
        if (await db.Runs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } run)
        {
            return Problems.NotFound("run");
        }

        var names = await NamesAsync(db, ct);
        var steps = await db.RunSteps.AsNoTracking().Where(step => step.RunId == id).OrderBy(step => step.Id).ToListAsync(ct);
        var proposals = await db.Proposals.AsNoTracking().Where(row => row.RunId == id).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new { row.Id, row.ProposalType, row.Title, row.RiskLevel, row.Status }).ToListAsync(ct);
        return TypedResults.Ok(new RunDetail(
            AgentRows.Of(run, names.GetValueOrDefault(run.AgentId, run.AgentId)),
            AgentRows.Json(run.Metadata),
            [.. steps.Select(step => new RunStepRow(step.At, Words.Of(step.Kind), step.Text, step.Detail is null ? null : AgentRows.Json(step.Detail)))],
            RunCalls.Of(await RunTrace.OfAsync(db, id, ct)),
            [.. proposals.Select(row => new RunProposalRow(row.Id, row.ProposalType, row.Title, Words.Of(row.RiskLevel), Words.Of(row.Status)))]));
    }

    private static Task<Dictionary<string, string>> NamesAsync(WorkforceDbContext db, CancellationToken ct) =>
        db.Agents.AsNoTracking().ToDictionaryAsync(agent => agent.AgentId, agent => agent.DisplayName, ct);
}
