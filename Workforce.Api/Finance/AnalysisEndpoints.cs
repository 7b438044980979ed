using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Finance;

/// <summary>What Crystal and Ledger found.</summary>
internal static class AnalysisEndpoints
{
    private const int Most = 500;

    public static void MapAnalysis(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Insights and findings");
        group.MapGet("/insights", Insights).RequireAuthorization(Policies.Read).WithSummary("What Crystal found, weightiest first").WithDescription("Without the dismissed ones; at most 500.");
        group.MapPost("/insights/{id:guid}/dismiss", Dismiss).RequireAuthorization(Policies.Change).WithSummary("Do not show this insight again");
        group.MapGet("/findings", Findings).RequireAuthorization(Policies.Read)
            .WithSummary("What Ledger found, newest first").WithDescription("`open` true: only those not resolved; false: only resolved ones; at most 500. Information for a person and their adviser, never advice.");
        group.MapPost("/findings/{id:guid}/resolve", Resolve).RequireAuthorization(Policies.Manage).WithSummary("Mark a finding as dealt with");
        group.MapGet("/recurring", Recurring).RequireAuthorization(Policies.Read).WithSummary("Payments that come back, largest first");
    }

    private static async Task<Ok<List<InsightRow>>> Insights(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.Insights
        .Where(row => row.DismissedAt == null)
        .OrderByDescending(row => row.Score).ThenBy(row => row.Id).Take(Most)
        .Select(row => new InsightRow(row.Id, row.Kind, row.Severity, row.Title, row.Text, row.Amount, row.Currency, row.FromDate, row.ToDate, row.TransactionIds, row.CreatedAt))
        .ToListAsync(ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> Dismiss(Guid id, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        // Held until the end: Crystal may be drawing up the account's insights anew.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Insights.FromSql($"select * from finance.insight where id = {id} for update").SingleOrDefaultAsync(ct) is not { } insight)
        {
            return Problems.NotFound("insight");
        }

        if (insight.DismissedAt is null)
        {
            insight.DismissedAt = time.GetUtcNow();
            audit.Record("insight.dismiss", "insight", id, new { insight.Kind, insight.Title });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<FindingRow>>> Findings(bool? open, WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.Findings
        .Where(row => open == null || (row.ResolvedAt == null) == open)
        .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(Most)
        .Select(row => new FindingRow(row.Id, row.CheckId, row.Jurisdiction, row.Severity, row.Title, row.Text, row.Source, row.Amount, row.Currency, row.TransactionIds, row.CreatedAt, row.ResolvedAt))
        .ToListAsync(ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> Resolve(Guid id, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        // Held until the end: Ledger may be drawing up the account's findings anew.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Findings.FromSql($"select * from finance.finding where id = {id} for update").SingleOrDefaultAsync(ct) is not { } finding)
        {
            return Problems.NotFound("finding");
        }

        if (finding.ResolvedAt is null)
        {
            (finding.ResolvedAt, finding.ResolvedBy) = (time.GetUtcNow(), db.Tenant.UserId);
            audit.Record("finding.resolve", "finding", id, new { finding.CheckId, finding.Title });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<RecurringRow>>> Recurring(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.RecurringPayments
        .OrderByDescending(row => row.Active).ThenByDescending(row => Math.Abs(row.TypicalAmount)).ThenBy(row => row.Key)
        .Select(row => new RecurringRow(
            row.Key, row.AccountId, row.Merchant, row.Cadence, row.Direction, row.TypicalAmount, row.LowestAmount, row.HighestAmount, row.Currency,
            row.FirstDate, row.LastDate, row.NextExpected, row.Count, row.Active, row.Note))
        .ToListAsync(ct));
}
