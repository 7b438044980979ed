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
        group.MapGet("/insights", Insights).RequireAuthorization(Policies.Read)
            .WithSummary("What Crystal found, weightiest first").WithDescription("Without the dismissed ones; with `dismissed` true only those, the latest first. At most 500 at once, the next ones with `skip`.");
        group.MapPost("/insights/{id:guid}/dismiss", Dismiss).RequireAuthorization(Policies.Change).WithSummary("Do not show this insight again");
        group.MapPost("/insights/{id:guid}/restore", Restore).RequireAuthorization(Policies.Change).WithSummary("Show a dismissed insight again");
        group.MapGet("/findings", Findings).RequireAuthorization(Policies.Read)
            .WithSummary("What Ledger found, newest first").WithDescription("`open` true: only those not resolved; false: only resolved ones; at most 500 at once, the next ones with `skip`. Information for a person and their adviser, never advice.");
        group.MapPost("/findings/{id:guid}/resolve", Resolve).RequireAuthorization(Policies.Manage).WithSummary("Mark a finding as dealt with");
        group.MapPost("/findings/{id:guid}/reopen", Reopen).RequireAuthorization(Policies.Manage).WithSummary("Mark a resolved finding as open again");
        group.MapGet("/recurring", Recurring).RequireAuthorization(Policies.Read).WithSummary("Payments that come back, largest first");
    }

    private static async Task<Results<Ok<List<InsightRow>>, ValidationProblem>> Insights(bool? dismissed, int? skip, WorkforceDbContext db, CancellationToken ct)
    {
        if (skip < 0)
        {
            return NegativeSkip();
        }

        var insights = dismissed == true
            ? db.Insights.Where(row => row.DismissedAt != null).OrderByDescending(row => row.DismissedAt).ThenBy(row => row.Id)
            : db.Insights.Where(row => row.DismissedAt == null).OrderByDescending(row => row.Score).ThenBy(row => row.Id);
        return TypedResults.Ok(await insights.Skip(skip ?? 0).Take(Most)
            .Select(row => new InsightRow(
                row.Id, row.Kind, row.Severity, row.Title, row.Text, row.Amount, row.Currency, row.FromDate, row.ToDate, row.TransactionIds, row.CreatedAt, row.DismissedAt))
            .ToListAsync(ct));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Dismiss(Guid id, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct) =>
        ChangeInsightAsync(id, time.GetUtcNow(), "insight.dismiss", db, audit, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> Restore(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        ChangeInsightAsync(id, null, "insight.restore", db, audit, ct);

    // What is so already is no error and no entry in the trail: asked twice, it is done once.
    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeInsightAsync(Guid id, DateTimeOffset? dismissed, string action, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        // Held until the end: Crystal may be drawing up the account's insights anew.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Insights.FromSql($"select * from finance.insight where id = {id} for update").SingleOrDefaultAsync(ct) is not { } insight)
        {
            return Problems.NotFound("insight");
        }

        if (insight.DismissedAt is null != dismissed is null)
        {
            insight.DismissedAt = dismissed;
            audit.Record(action, "insight", id, new { insight.Kind, insight.Title });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<List<FindingRow>>, ValidationProblem>> Findings(bool? open, int? skip, WorkforceDbContext db, CancellationToken ct) => skip < 0 ? NegativeSkip() : TypedResults.Ok(await db.Findings
        .Where(row => open == null || (row.ResolvedAt == null) == open)
        .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(skip ?? 0).Take(Most)
        .Select(row => new FindingRow(row.Id, row.CheckId, row.Jurisdiction, row.Severity, row.Title, row.Text, row.Source, row.Amount, row.Currency, row.TransactionIds, row.CreatedAt, row.ResolvedAt))
        .ToListAsync(ct));

    private static Task<Results<NoContent, ProblemHttpResult>> Resolve(Guid id, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct) =>
        ChangeFindingAsync(id, time.GetUtcNow(), "finding.resolve", db, audit, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> Reopen(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        ChangeFindingAsync(id, null, "finding.reopen", db, audit, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeFindingAsync(Guid id, DateTimeOffset? resolved, string action, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        // Held until the end: Ledger may be drawing up the account's findings anew.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Findings.FromSql($"select * from finance.finding where id = {id} for update").SingleOrDefaultAsync(ct) is not { } finding)
        {
            return Problems.NotFound("finding");
        }

        if (finding.ResolvedAt is null != resolved is null)
        {
            (finding.ResolvedAt, finding.ResolvedBy) = (resolved, resolved is null ? null : db.Tenant.UserId);
            audit.Record(action, "finding", id, new { finding.CheckId, finding.Title });
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

    private static ValidationProblem NegativeSkip() => Problems.Field("skip", "must not be negative");
}
