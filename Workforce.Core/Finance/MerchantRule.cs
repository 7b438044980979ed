using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance;

/// <summary>Makes or changes the rule for one merchant and lets its lines follow, except those a person set by hand.</summary>
internal static class MerchantRule
{
    /// <summary>The caller holds the <see cref="CategoryLock"/>.</summary>
    public static async Task<(Guid Id, int Changed)> SetAsync(
        WorkforceDbContext db, string merchantKey, string merchantName, string category, string source, DateTimeOffset now, CancellationToken ct)
    {
        var rule = await db.CategoryRules.SingleOrDefaultAsync(row => row.MerchantKey == merchantKey, ct);
        if (rule is null)
        {
            rule = new CategoryRule
            {
                Id = Guid.CreateVersion7(now),
                TenantId = db.Tenant.Required,
                UserId = db.Tenant.UserId,
                MerchantKey = merchantKey,
                MerchantName = merchantName,
                Category = category,
                Source = source,
            };
            db.Add(rule);
        }

        (rule.MerchantName, rule.Category, rule.Source, rule.CreatedAt) = (merchantName, category, source, now);
        await db.SaveChangesAsync(ct);
        var reason = $"Your rule for {merchantName}.";
        var changed = await db.Transactions
            .Where(line => line.MerchantKey == merchantKey && line.CategorySource != User && line.Category != category)
            .ExecuteUpdateAsync(
                set => set.SetProperty(line => line.Category, category).SetProperty(line => line.CategorySource, UserRule)
                    .SetProperty(line => line.CategoryConfidence, 1m).SetProperty(line => line.CategoryReason, reason),
                ct);
        return (rule.Id, changed);
    }

    internal static readonly string User = DecisionSource.User.WireName();
    private static readonly string UserRule = DecisionSource.UserRule.WireName();
}
