using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Finance;

internal static class OverviewEndpoints
{
    private static readonly string[] Transfers = [.. CategoryCatalogue.All.Where(category => category.Flow is CategoryFlow.Transfer).Select(category => category.Name)];

    private static readonly List<CategoryRow> Catalogue =
        [.. CategoryCatalogue.All.Select(category => new CategoryRow(category.Name, category.DisplayName, category.Group, category.Flow.ToString().ToLowerInvariant()))];

    public static void MapOverview(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Overview").RequireAuthorization(Policies.Read);
        group.MapGet("/accounts", Accounts).WithSummary("The accounts that statements speak of");
        group.MapGet("/categories", Categories).WithSummary("Every category there is, in the order people see them");
        group.MapGet("/spend", Spend)
            .WithSummary("Money out and in by month, category and currency")
            .WithDescription("Transfers between own accounts and opening balances are left out. Currencies are never added; lines of no known currency (\"\") are added within their account only, so that one month and category may have several such rows.");
        group.MapGet("/summary", Summary).WithSummary("The counts of the front page");
    }

    private static async Task<Ok<List<AccountRow>>> Accounts(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.Accounts
        .OrderBy(account => account.Name).ThenBy(account => account.Id)
        .Select(account => new AccountRow(
            account.Id, account.Name, account.AccountRef, JsonNamingPolicy.SnakeCaseLower.ConvertName(account.Type.ToString()), account.Currency,
            db.Transactions.Count(line => line.AccountId == account.Id),
            db.Transactions.Where(line => line.AccountId == account.Id).Min(line => line.Date),
            db.Transactions.Where(line => line.AccountId == account.Id).Max(line => line.Date)))
        .ToListAsync(ct));

    private static Ok<List<CategoryRow>> Categories() => TypedResults.Ok(Catalogue);

    private static async Task<Results<Ok<List<SpendRow>>, ValidationProblem>> Spend(DateOnly? from, DateOnly? to, Guid? account, string? currency, WorkforceDbContext db, CancellationToken ct)
    {
        if (from > to)
        {
            return Problems.Field("from", "must not be after 'to'");
        }

        var lines = db.Transactions.Where(line =>
            line.Date != null && !line.OpeningBalance && line.OtherSideId == null && !Transfers.Contains(line.Category)
            && (from == null || line.Date >= from) && (to == null || line.Date <= to)
            && (account == null || line.AccountId == account) && (currency == null || (line.Currency ?? "") == currency));
        var months = await lines
            .GroupBy(line => new { line.Date!.Value.Year, line.Date.Value.Month, line.Category, Currency = line.Currency ?? "", Account = line.Currency == null ? line.AccountId : Guid.Empty })
            .OrderBy(group => group.Key.Year).ThenBy(group => group.Key.Month).ThenBy(group => group.Key.Category).ThenBy(group => group.Key.Currency).ThenBy(group => group.Key.Account)
            .Select(group => new
            {
                group.Key,
                Spent = group.Sum(line => line.Amount < 0 ? -line.Amount : 0),
                Received = group.Sum(line => line.Amount > 0 ? line.Amount : 0),
                Lines = group.Count(),
            }).ToListAsync(ct);
        return TypedResults.Ok(months.ConvertAll(month => new SpendRow(
            new DateOnly(month.Key.Year, month.Key.Month, 1), month.Key.Category, RuleRows.NameOf(month.Key.Category), month.Key.Currency, month.Spent, month.Received, month.Lines)));
    }

    private static async Task<Ok<DashboardSummary>> Summary(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var suggestions = RuleRows.OpenSuggestions(db, time.GetUtcNow());
        // One row of counts: one round trip.
        return TypedResults.Ok(await db.Tenants.Select(_ => new DashboardSummary(
            db.Statements.Count(),
            db.Transactions.Count(),
            db.Transactions.Count(line => line.Category == CategoryNames.Uncategorised),
            db.Receipts.Count(),
            db.Receipts.Count(receipt => receipt.Status == Receipt.Progress.Unmatched),
            db.Findings.Count(finding => finding.ResolvedAt == null),
            db.Insights.Count(insight => insight.DismissedAt == null),
            suggestions.Count(),
            db.Transactions.Where(line => line.Currency != null).Select(line => line.Currency!).Distinct().OrderBy(code => code).ToList())).SingleAsync(ct));
    }
}
