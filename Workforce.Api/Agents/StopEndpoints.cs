using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Agents;
using Workforce.Core.Data;

namespace Workforce.Api.Agents;

/// <summary>The stop switch.</summary>
internal static class StopEndpoints
{
    public static void MapAgentStop(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/stop").WithTags("Agents");
        group.MapPut("", Stop).RequireAuthorization(Policies.Manage)
            .WithSummary("Stop all agents of the company").WithDescription("Within a second: nothing begins, what runs is cancelled, nothing is approved by rule, and what is approved waits. Pressing it twice changes nothing.");
        group.MapDelete("", Lift).RequireAuthorization(Policies.Administer).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Lift the stop").WithDescription("Agents wake again by their clocks and events; what was approved meanwhile is applied. 404: nothing was stopped.");
    }

    private static async Task<Ok<AgentStopRow>> Stop(StopAgentsRequest request, StopAgents stop, WorkforceDbContext db, CancellationToken ct)
    {
        await stop.StopAsync(request.Reason, ct);
        return TypedResults.Ok(await AgentRows.StopAsync(db, CancellationToken.None));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Lift(StopAgents stop, CancellationToken ct) =>
        await stop.LiftAsync(ct) ? TypedResults.NoContent() : Problems.NotFound("stop");
}
