using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Limits;
using Workforce.Api.Wire;
using Workforce.Contracts.Employees;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Identity;

namespace Workforce.Api.Finance;

/// <summary>The merchants whose suggestions a person does not want to see for now.</summary>
internal static class IgnoreEndpoints
{
    public static void MapIgnores(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tag-rule-suggestions-ignore").WithTags("Rules");
        group.MapGet("", List).RequireAuthorization(Policies.Read).WithSummary("The merchants whose suggestions the caller ignores now").WithDescription("Those that come back soonest first.");
        group.MapPost("", Ignore).RequireAuthorization(Policies.Tasks).Limited(RateLimit.Ignore).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Keep the suggestions about a merchant away")
            .WithDescription("For the caller, for `days` (1 to 90, else 30) from now. 50 requests per 60 s.");
        group.MapDelete("", Unignore).RequireAuthorization(Policies.Tasks)
            .WithSummary("Let the suggestions about a merchant come back")
            .WithDescription("The inverse of the POST: for the caller, at once, whatever the case of `merchant_name`. Doing it twice, or for a merchant that is not ignored, is no error.");
    }

    private static async Task<Ok<List<IgnoredMerchantRow>>> List(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(await db.SuggestionIgnores
            .Where(ignore => ignore.UserId == db.Tenant.UserId && ignore.IgnoredUntil > now)
            .OrderBy(ignore => ignore.IgnoredUntil).ThenBy(ignore => ignore.MerchantName)
            .Select(ignore => new IgnoredMerchantRow(ignore.MerchantName, ignore.IgnoredUntil))
            .ToListAsync(ct));
    }

    private static async Task<Ok<IgnoreSuggestionResponse>> Ignore(IgnoreSuggestionRequest request, IgnoreSuggestion ignore, CancellationToken ct)
    {
        await ignore.RunAsync(request.MerchantName, request.Days, ct);
        return TypedResults.Ok(new IgnoreSuggestionResponse(true, $"Ignoring \"{request.MerchantName}\" for {request.Days} days"));
    }

    private static async Task<Results<NoContent, ValidationProblem>> Unignore(
        [FromQuery(Name = "merchant_name")] string? merchantName, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (merchantName is not { Length: > 0 and <= 200 })
        {
            return Problems.Field("merchant_name", "must have 1 to 200 characters");
        }

        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
#pragma warning disable CA1862 // The comparison runs in the database, which knows lower() and no StringComparison.
        var ended = await db.SuggestionIgnores
            .Where(ignore => ignore.UserId == db.Tenant.UserId && ignore.MerchantName.ToLower() == merchantName.ToLower() && ignore.IgnoredUntil > now)
            .ExecuteDeleteAsync(ct);
#pragma warning restore CA1862
        if (ended > 0)
        {
            audit.Record("rule_suggestion.unignore", "merchant", merchantName);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return TypedResults.NoContent();
    }
}
