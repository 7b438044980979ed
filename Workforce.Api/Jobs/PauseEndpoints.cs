using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Jobs;

/// <summary>What is held up, and why.</summary>
internal static class PauseEndpoints
{
    public static void MapPauses(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/pauses").WithTags("Jobs");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("What is paused").WithDescription("Pauses of this company, and those that hold for all of them (`everywhere`).");
        group.MapPut("", Pause).RequireAuthorization(Policies.Manage)
            .WithSummary("Start no more of some jobs")
            .WithDescription("`scope` is all, queue (an employee), kind or key, `name` which; `until` when it ends by itself. Jobs that run go on; others go back in line with no attempt used. Pausing what is paused changes its end and reason.");
        group.MapDelete("", Resume).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Let paused jobs start again").WithDescription("What another pause holds up, too, stays paused by that. 404 where just this was not paused.");
        api.MapGet("/jobs/{id:guid}/explanation", Explain).WithTags("Jobs").RequireAuthorization(Policies.Read).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Why a job does not run")
            .WithDescription("All that holds it up now, the first to be dealt with first; how many of its kind are in line before it (10000 where there are more); and when it may be expected to start, null where that is not known.");
    }

    private static async Task<Ok<List<PauseRow>>> List(TenantScope scope, GateClient gates, CancellationToken ct) =>
        TypedResults.Ok((await gates.PausesAsync(scope.Required, ct))
            .Select(p => new PauseRow(Name(p.Scope.Of), p.Scope.Name, p.Scope.TenantId is null, p.PausedAt, p.Until, p.By, p.Reason)).ToList());

    private static async Task<Results<NoContent, ValidationProblem>> Pause(
        PauseJobsRequest request, TenantScope scope, GateClient gates, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (GateScope.Of(request.Scope, request.Name, scope.Required, out var which) is { } wrong)
        {
            return wrong;
        }

        if (request.Until <= time.GetUtcNow())
        {
            return Problems.Field("until", "must be in the future");
        }

        var by = await db.People.Where(person => person.Id == scope.UserId).Select(person => person.Email).SingleAsync(ct);
        await gates.PauseAsync(which!, request.Until, by[..Math.Min(by.Length, 200)], request.Reason, ct);
        audit.Record("job.pause", request.Scope, request.Name, new { request.Until, request.Reason });
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Resume(
        string? scope, string? name, TenantScope tenant, GateClient gates, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (GateScope.Of(scope ?? "", name ?? "", tenant.Required, out var which) is { } wrong)
        {
            return wrong;
        }

        if (!await gates.ResumeAsync(which!, ct))
        {
            return Problems.NotFound("pause");
        }

        audit.Record("job.resume", scope!, name);
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<JobExplanationRow>, ProblemHttpResult>> Explain(Guid id, TenantScope scope, JobClient jobs, CancellationToken ct) =>
        await jobs.ExplainAsync(scope.Required, id, ct) is { } why
            ? TypedResults.Ok(new JobExplanationRow(why.State.Wire(), [.. why.Holds.Select(hold => new JobHoldRow(Name(hold.Why), hold.Text, hold.Until))], why.Ahead, why.ExpectedStart, why.At))
            : Problems.NotFound("job");

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
