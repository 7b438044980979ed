using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Identity;

namespace Workforce.Api.Finance;

internal static class RuleEndpoints
{
    public static void MapRules(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Rules");
        group.MapGet("/rule-suggestions", Suggestions).RequireAuthorization(Policies.Read).WithSummary("Rules that Tag would like to have").WithDescription("Without those the caller ignores for now.");
        group.MapPost("/rule-suggestions/{id:guid}/accept", Accept).RequireAuthorization(Policies.Manage)
            .WithSummary("Make a suggestion a rule").WithDescription("The merchant's lines follow at once, except those set by hand.");
        group.MapGet("/rules", Rules).RequireAuthorization(Policies.Read).WithSummary("The rules in force, newest first");
        group.MapDelete("/rules/{id:guid}", Delete).RequireAuthorization(Policies.Manage).WithSummary("Delete a rule").WithDescription("Lines keep the category it gave them.");
    }

    private static async Task<Ok<List<RuleSuggestionRow>>> Suggestions(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var open = await RuleRows.OpenSuggestions(db, time.GetUtcNow())
            .OrderByDescending(row => row.WouldChange + row.Evidence).ThenBy(row => row.MerchantName).ToListAsync(ct);
        return TypedResults.Ok(open.ConvertAll(RuleRows.Of));
    }

    private static async Task<Results<Ok<AcceptedSuggestion>, ProblemHttpResult>> Accept(Guid id, AcceptSuggestion accept, CancellationToken ct) =>
        await accept.RunAsync(id, ct) is { } done ? TypedResults.Ok(new AcceptedSuggestion(done.RuleId, done.Changed)) : Problems.NotFound("open suggestion");

    private static async Task<Ok<List<RuleRow>>> Rules(WorkforceDbContext db, CancellationToken ct) =>
        TypedResults.Ok((await db.CategoryRules.AsNoTracking().OrderByDescending(row => row.CreatedAt).ToListAsync(ct)).ConvertAll(RuleRows.Of));

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.CategoryRules.FromSql($"select * from finance.category_rule where id = {id} for update").AsNoTracking().SingleOrDefaultAsync(ct) is not { } rule)
        {
            return Problems.NotFound("rule");
        }

        await db.CategoryRules.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        audit.Record("category_rule.delete", "category_rule", id, new { rule.MerchantName, rule.Category });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
