using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Makes a suggested rule a rule and applies it.</summary>
public sealed class AcceptSuggestion(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    /// <summary>Null: there is no such suggestion, or it was accepted before.</summary>
    public async Task<Accepted?> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await CategoryLock.TakeAsync(db, db.Tenant.Required, ct);
        if (await db.RuleSuggestions.SingleOrDefaultAsync(row => row.Id == id && row.Status == "open", ct) is not { } suggestion)
        {
            return null;
        }

        suggestion.Status = "accepted";
        var (rule, changed) = await MerchantRule.SetAsync(db, suggestion.MerchantKey, suggestion.MerchantName, suggestion.Category, "suggestion", time.GetUtcNow(), ct);
        audit.Record("rule_suggestion.accept", "category_rule", rule, new { suggestion.MerchantName, suggestion.Category, changed });
        await db.SaveChangesAsync(ct);
        var lines = await db.Transactions.Where(line => line.MerchantKey == suggestion.MerchantKey).Select(line => new { line.Id, line.AccountId }).ToListAsync(ct);
        Guid[] ids = [.. lines.Select(line => line.Id)];
        await CategoriseStatement.RecountAsync(db, ids, ct);
        var otherSides = await PairTransfers.AroundAsync(db, ids, ct);
        await LookAgain.AskAsync(db, jobs, [.. lines.Select(line => line.AccountId).Union(otherSides)], ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AnalyseAccount.Queue);
        return new Accepted(rule, changed);
    }
}

public sealed record Accepted(Guid RuleId, int Changed);
