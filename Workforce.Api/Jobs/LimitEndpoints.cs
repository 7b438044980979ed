using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Jobs;

/// <summary>How much at once, or in a time.</summary>
internal static class LimitEndpoints
{
    // Every one that holds for all of a company's jobs is looked at whenever one of them is started.
    private const int Most = 100;

    public static void MapLimits(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/limits").WithTags("Jobs");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("What is limited, and how much of it is used")
            .WithDescription("Limits of this company, and those that hold for all of them (`everywhere`). `used` is what runs now, or what was started or reserved in the time that the limit looks back on; of a limit for `each` of something the most that one of them uses, and `parts` names those that use any. `used` is null of a limit that companies share: what others use is theirs.");
        group.MapPut("", Put).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Limit some of this company's jobs, or change a limit")
            .WithDescription("`scope` is all, queue (an employee), kind or key, `name` which; `measure` is running (at once), starts, or a unit that jobs cost (tokens); `most` how many of that, in `per_seconds` (0.06 to 34560000) where it is not running; `each` makes it hold for each queue, kind or key apart, of keys those that begin with `prefix`. It holds from the next start on; what runs already counts and goes on. Of several limits a job needs room in each. The same scope, name, measure, each and prefix set again is a change: nothing that was used is forgotten. 409 where the company has 100 already.");
        group.MapDelete("", Lift).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Take a limit away").WithDescription("404 where this company has set no such limit. Those that hold for all companies are not one's to take away.");
        api.MapGet("/shares", Share).WithTags("Jobs").RequireAuthorization(Policies.Read)
            .WithSummary("How many of this company's jobs go in each of its turns")
            .WithDescription("1 where nothing was agreed, up to 100. Companies take turns; a share is set by whoever runs the system, as more for one is less for others.");
    }

    private static async Task<Ok<List<LimitRow>>> List(TenantScope scope, GateClient gates, CancellationToken ct) =>
        TypedResults.Ok((await gates.LimitsAsync(scope.Required, ct)).Select(Row).ToList());

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Put(
        LimitJobsRequest request, TenantScope scope, GateClient gates, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (LimitRules.Read(request, scope.Required, out var limit) is { } wrong)
        {
            return wrong;
        }

        var own = (await gates.LimitsAsync(scope.Required, ct)).Select(use => use.Limit).Where(other => other.Scope.TenantId is not null).ToList();
        if (own.Count >= Most && !own.Exists(other => (other.Scope, other.Measure, other.Each) == (limit!.Scope, limit.Measure, limit.Each)))
        {
            return TypedResults.Problem($"There are {Most} limits already, which is the most.", statusCode: StatusCodes.Status409Conflict);
        }

        try
        {
            await gates.LimitAsync(limit!, ct);
        }
        catch (ArgumentException refused)
        {
            return Problems.Field("measure", refused.Message);
        }

        audit.Record("job.limit", request.Scope, request.Name, new { request.Measure, request.Most, request.PerSeconds, request.Each, request.Prefix });
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Lift(
        string? scope, string? name, string? measure, string? each, string? prefix, TenantScope tenant, GateClient gates, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (GateScope.Of(scope ?? "", name ?? "", tenant.Required, out var which) is { } wrong)
        {
            return wrong;
        }

        if (LimitRules.Each(each, prefix ?? "", out var apart) is { } unclear)
        {
            return unclear;
        }

        if (measure is null or "")
        {
            return Problems.Field("measure", "is required");
        }

        if (!await gates.LiftAsync(which!, measure, apart, ct))
        {
            return Problems.NotFound("limit");
        }

        audit.Record("job.lift_limit", scope!, name, new { measure, each, prefix });
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ShareRow>> Share(TenantScope scope, GateClient gates, CancellationToken ct) =>
        TypedResults.Ok(new ShareRow(await gates.ShareAsync(scope.Required, ct)));

    private static LimitRow Row(LimitUse use)
    {
        var (limit, everywhere) = (use.Limit, use.Limit.Scope.TenantId is null);
        return new(
            limit.Scope.Of.ToString().ToLowerInvariant(),
            limit.Scope.Name,
            limit.Measure,
            limit.Most,
            limit.Per?.TotalSeconds,
            limit.Each?.Of?.ToString().ToLowerInvariant(),
            limit.Each?.Prefix ?? "",
            everywhere,
            everywhere && limit.Each is not { Tenant: true } ? null : use.Used,
            [.. use.Parts.Select(part => new LimitPartRow(part.Name, part.Used))]);
    }
}
