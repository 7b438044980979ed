using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Api.Agents;

/// <summary>What models may cost.</summary>
internal static class BudgetEndpoints
{
    public static void MapBudgets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/budgets").WithTags("Agents");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("Today's budgets and what is used of them").WithDescription("Of the company, its departments and its agents; a day is a UTC day.");
        group.MapPut("", Set).RequireAuthorization(Policies.Administer)
            .WithSummary("Set the ceiling of the company, of departments or of runs").WithDescription("It holds from the next call of a model on. 0 is nothing; there is no \"unlimited\". An agent's ceiling is part of its config.");
        group.MapPost("/lift", Lift).RequireAuthorization(Policies.Administer)
            .WithSummary("Add to today's budget").WithDescription("Until midnight UTC. Runs that wait for it go on within five minutes.");
    }

    private static async Task<Ok<BudgetList>> List(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(new BudgetList(
            [.. (await BudgetUse.TodayAsync(db, now, ct)).Select(use => new BudgetRow(
                use.Scope, use.Name, use.CeilingTokens, use.CeilingUsd, use.UsedTokens, use.UsedUsd, use.ReservedTokens, use.ReservedUsd, use.Denials, Math.Round(use.Share, 4)))],
            new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero)));
    }

    private static async Task<Results<Ok<BudgetList>, ValidationProblem>> Set(
        SetBudgetRequest request, BudgetCeilings ceilings, WorkforceDbContext db, Announcer announcer, TimeProvider time, CancellationToken ct)
    {
        if (request.Scope != "department" && request.Name != "*")
        {
            return Problems.Field("name", "must be * for the company and for runs");
        }

        if (request.Scope == "department" && request.Name != "*" && !await db.Agents.AnyAsync(agent => agent.Department == request.Name, ct))
        {
            return Problems.Field("name", "is no department with agents");
        }

        await ceilings.SetAsync(Enum.Parse<BudgetScope>(request.Scope, ignoreCase: true), request.Name, request.Tokens, request.Usd, ct);
        announcer.Announce(db.Tenant.Required, AgentStates.Subject);
        return await List(db, time, ct);
    }

    private static async Task<Results<Ok<BudgetList>, ValidationProblem>> Lift(
        LiftBudgetRequest request, BudgetCeilings ceilings, WorkforceDbContext db, Announcer announcer, TimeProvider time, CancellationToken ct)
    {
        if (request is { Tokens: 0, Usd: 0 })
        {
            return Problems.Field("tokens", "or usd must be above 0");
        }

        var name = request.Scope == "tenant" ? db.Tenant.Required.ToString() : request.Name ?? "";
        if (request.Scope == "agent" && !await db.Agents.AnyAsync(agent => agent.AgentId == name, ct))
        {
            return Problems.Field("name", "is no agent of the company");
        }

        if (request.Scope == "department" && !await db.Agents.AnyAsync(agent => agent.Department == name, ct))
        {
            return Problems.Field("name", "is no department with agents");
        }

        await ceilings.LiftAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), Enum.Parse<BudgetScope>(request.Scope, ignoreCase: true), name, request.Tokens, request.Usd, request.Why, ct);
        announcer.Announce(db.Tenant.Required, AgentStates.Subject);
        return await List(db, time, ct);
    }
}
