using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Finance;

internal static class TransactionEndpoints
{
    private const int Page = 50;

    public static void MapTransactions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/transactions").WithTags("Transactions");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("Bank lines, filtered and sorted")
            .WithDescription("`total` and `sums` (per currency; \"\" where none is known) are of all lines that pass the filter, not of the page. `text` looks into description, counterparty and merchant. `sort`: date, amount, merchant or category, with - for descending; else -date. `take` 1 to 500, else 50.");
        group.MapPut("/{id:guid}/category", Correct).RequireAuthorization(Policies.Change)
            .WithSummary("Give a line another category")
            .WithDescription("Tag learns from it. With `apply_to_merchant` a rule is made and the merchant's other lines follow, except those set by hand. The answer carries the rule that Tag would suggest now, if any.");
    }

    private static async Task<Results<Ok<TransactionPage>, ValidationProblem>> List([AsParameters] TransactionQuery wish, WorkforceDbContext db, CancellationToken ct)
    {
        if (wish.Errors().ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var lines = wish.Filter(db);
        // An opening balance is a line of the file, not money that moved.
        var groups = await lines.GroupBy(line => line.Currency ?? "")
            .Select(group => new { Currency = group.Key, Lines = group.Count(), Sum = group.Sum(line => line.OpeningBalance ? 0 : line.Amount) }).ToListAsync(ct);
        var rows = await TransactionRows.OfAsync(db, wish.Order(lines).Skip(wish.Skip ?? 0).Take(wish.Take ?? Page), ct);
        return TypedResults.Ok(new TransactionPage(rows, groups.Sum(group => group.Lines), groups.OrderBy(group => group.Currency, StringComparer.Ordinal).ToDictionary(group => group.Currency, group => group.Sum)));
    }

    private static async Task<Results<Ok<CorrectedCategory>, ValidationProblem, ProblemHttpResult>> Correct(
        Guid id, CorrectCategoryRequest request, CorrectCategory correct, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        if (CategoryCatalogue.Find(request.Category) is null)
        {
            return Problems.Field("category", $"'{request.Category}' is not in the catalogue; see GET /api/categories");
        }

        if (await correct.RunAsync(id, request.Category, request.ApplyToMerchant, ct) is not { } done)
        {
            return Problems.NotFound("transaction");
        }

        var suggestion = await RuleRows.OpenSuggestions(db, time.GetUtcNow()).Where(row => row.MerchantKey == done.MerchantKey).SingleOrDefaultAsync(ct);
        // Null only where somebody deleted the line's statement in this very moment.
        return (await TransactionRows.OfAsync(db, db.Transactions.AsNoTracking().Where(line => line.Id == id), ct)).SingleOrDefault() is { } row
            ? TypedResults.Ok(new CorrectedCategory(row, done.AlsoChanged, suggestion is null ? null : RuleRows.Of(suggestion)))
            : Problems.NotFound("transaction");
    }
}
