using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Notifications;

namespace Workforce.Web.Tests.Fake;

internal static class FakeFinance
{
    public static void MapFakeFinance(this IEndpointRouteBuilder app, FakeApi api)
    {
        var company = api.Company;
        app.MapGet("/api/summary", () => new DashboardSummary(
            company.Statements.Count, company.Transactions.Count, company.Transactions.Count(line => line.Category == "uncategorised"), company.Receipts.Count,
            company.Receipts.Count(row => row.Status == ReceiptStatus.Unmatched), company.Findings.Count(row => row.ResolvedAt is null), company.Insights.Count(row => row.DismissedAt is null), company.OpenSuggestions.Count(),
            [.. company.Transactions.Select(line => line.Currency!).Distinct()]));
        app.MapGet("/api/accounts", () => company.Transactions.GroupBy(line => line.AccountId).Select(group => new AccountRow(
            group.Key, group.First().AccountName, group.Key == FakeCompany.Giro ? "NL91 ABNA 0417 1643 00" : "4111 **** 1111", group.Key == FakeCompany.Giro ? "checking" : "card", "EUR", group.Count(), group.Min(line => line.Date), group.Max(line => line.Date))));
        app.MapGet("/api/categories", () => company.Categories);
        app.MapGet("/api/transactions", ([AsParameters] LineQuery query) => FakeQueries.Page(company, query));
        app.MapPut("/api/transactions/{id:guid}/category", (Guid id, CorrectCategoryRequest request) => FakeQueries.Correct(company, id, request));
        app.MapGet("/api/spend", (DateOnly? from, DateOnly? to, Guid? account, string? currency) => FakeQueries.Spend(company, from, to, account, currency));
        app.MapGet("/api/recurring", () => company.Recurring);
        app.MapGet("/api/insights", (bool? dismissed) => company.Insights.Where(row => row.DismissedAt is not null == (dismissed == true)));
        app.MapPost("/api/insights/{id:guid}/dismiss", (Guid id) => Change(company.Insights, row => row.Id == id, row => row with { DismissedAt = FakeCompany.Now }));
        app.MapPost("/api/insights/{id:guid}/restore", (Guid id) => Change(company.Insights, row => row.Id == id, row => row with { DismissedAt = null }));
        app.MapGet("/api/findings", (bool? open) => company.Findings.Where(row => open != true || row.ResolvedAt is null));
        app.MapPost("/api/findings/{id:guid}/resolve", (Guid id) => Change(company.Findings, row => row.Id == id, row => row with { ResolvedAt = FakeCompany.Now }));
        app.MapPost("/api/findings/{id:guid}/reopen", (Guid id) => Change(company.Findings, row => row.Id == id, row => row with { ResolvedAt = null }));
        app.MapGet("/api/tax-profile", IResult () => company.TaxProfile is { } profile ? Results.Ok(profile) : Results.Problem(title: "There is no such tax profile yet.", statusCode: 404));
        app.MapPut("/api/tax-profile", (TaxProfileRow profile) => company.TaxProfile = profile);
        app.MapGet("/api/rule-suggestions", () => company.OpenSuggestions);
        app.MapPost("/api/rule-suggestions/{id:guid}/accept", (Guid id) =>
        {
            var suggestion = company.Suggestions.First(row => row.Id == id);
            company.Suggestions.Remove(suggestion);
            var rule = new RuleRow(Guid.NewGuid(), suggestion.MerchantName, suggestion.Category, suggestion.CategoryName, "accepted", FakeCompany.Now);
            company.Rules.Insert(0, rule);
            return new AcceptedSuggestion(rule.Id, suggestion.WouldChange);
        });
        app.MapGet("/api/tag-rule-suggestions-ignore", () => company.Ignored.Select(ignored => new IgnoredMerchantRow(ignored.MerchantName, FakeCompany.Now.AddDays(ignored.Days))));
        app.MapPost("/api/tag-rule-suggestions-ignore", (IgnoreSuggestionRequest request) =>
        {
            company.Ignored.Add(request);
            return new IgnoreSuggestionResponse(true, $"Ignoring \"{request.MerchantName}\" for {request.Days} days");
        });
        app.MapDelete("/api/tag-rule-suggestions-ignore", ([FromQuery(Name = "merchant_name")] string merchant) => { company.Ignored.RemoveAll(ignored => ignored.MerchantName == merchant); return Results.NoContent(); });
        app.MapGet("/api/rules", () => company.Rules);
        app.MapDelete("/api/rules/{id:guid}", (Guid id) => { company.Rules.RemoveAll(row => row.Id == id); return Results.NoContent(); });
        app.MapGet("/api/notifications", (bool? unread) => new NotificationPage([.. company.Notifications.Where(row => unread != true || row.ReadAt is null)], company.Notifications.Count(row => row.ReadAt is null), null));
        app.MapPost("/api/notifications/{id:guid}/read", (Guid id) => Read(company, row => row.Id == id));
        app.MapPost("/api/notifications/read-all", () => Read(company, _ => true));
    }

    private static IResult Change<T>(List<T> rows, Predicate<T> which, Func<T, T> change)
    {
        var index = rows.FindIndex(which);
        rows[index] = change(rows[index]);
        return Results.NoContent();
    }

    private static IResult Read(FakeCompany company, Func<NotificationRow, bool> which)
    {
        company.Notifications = [.. company.Notifications.Select(row => which(row) && row.ReadAt is null ? row with { ReadAt = FakeCompany.Now } : row)];
        return Results.NoContent();
    }
}

internal sealed record LineQuery
{
    [FromQuery]
    public Guid? Account { get; init; }

    [FromQuery]
    public string? Category { get; init; }

    [FromQuery]
    public Guid? Statement { get; init; }

    [FromQuery]
    public DateOnly? From { get; init; }

    [FromQuery]
    public DateOnly? To { get; init; }

    [FromQuery]
    public string? Text { get; init; }

    [FromQuery]
    public string? Currency { get; init; }

    [FromQuery]
    public bool? Uncategorised { get; init; }

    [FromQuery]
    public string? Sort { get; init; }

    [FromQuery]
    public int? Skip { get; init; }

    [FromQuery]
    public int? Take { get; init; }
}
