using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>A person gives a line another category. Tag learns from it; on request the merchant's other lines follow at once.</summary>
public sealed class CorrectCategory(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    /// <summary>Null: no such line. The category must be one of the catalogue's.</summary>
    public async Task<Correct?> RunAsync(Guid id, string category, bool applyToMerchant, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await CategoryLock.TakeAsync(db, db.Tenant.Required, ct);
        var line = await db.Transactions.FromSql($"select * from finance.transaction where id = {id} for update").SingleOrDefaultAsync(ct);
        if (line is null)
        {
            return null;
        }

        var merchant = Merchants.Normalise(line.Description, line.Counterparty);
        Teach(line, merchant, category, now);
        await db.SaveChangesAsync(ct);
        var alsoChanged = 0;
        if (merchant.Key.Length > 0)
        {
            if (applyToMerchant)
            {
                (_, alsoChanged) = await MerchantRule.SetAsync(db, merchant.Key, merchant.Name, category, "correction", now, ct);
            }

            await SuggestRules.RefreshAsync(db, line.TenantId, [merchant.Key], now, ct);
        }

        var changed = await db.Transactions.Where(other => other.Id == id || (alsoChanged > 0 && other.MerchantKey == merchant.Key))
            .Select(other => new { other.Id, other.AccountId }).ToListAsync(ct);
        Guid[] lines = [.. changed.Select(other => other.Id)];
        await CategoriseStatement.RecountAsync(db, lines, ct);
        var otherSides = await PairTransfers.AroundAsync(db, lines, ct);
        await LookAgain.AskAsync(db, jobs, [.. changed.Select(other => other.AccountId).Union(otherSides)], ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AnalyseAccount.Queue);
        return new Correct(alsoChanged, merchant.Key);
    }

    private void Teach(Transaction line, Merchant merchant, string category, DateTimeOffset now)
    {
        if (line.Category == category && line.CategorySource == MerchantRule.User)
        {
            return;
        }

        audit.Record("transaction.categorise", "transaction", line.Id, new { from = line.Category, to = category });
        db.Add(new CategoryCorrection
        {
            Id = Guid.CreateVersion7(now),
            TenantId = line.TenantId,
            UserId = db.Tenant.UserId,
            TransactionId = line.Id,
            MerchantKey = merchant.Key.Length == 0 ? null : merchant.Key,
            FromCategory = line.Category,
            ToCategory = category,
            At = now,
        });
        (line.Category, line.CategorySource, line.CategoryConfidence, line.CategoryReason) = (category, MerchantRule.User, 1m, "Set by hand.");
        (line.Merchant, line.MerchantKey) = (merchant.Name, merchant.Key.Length == 0 ? null : merchant.Key);
    }
}

/// <param name="AlsoChanged">Other lines of the merchant that changed with it.</param>
/// <param name="MerchantKey">Whose line it is; empty where it names nobody.</param>
public sealed record Correct(int AlsoChanged, string MerchantKey);
