using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance;

/// <summary>Keeps the list of rules that Tag would like to have in step with the lines of some merchants.</summary>
public static class SuggestRules
{
    /// <summary>The caller holds the <see cref="CategoryLock"/>: two refreshes would race for the same merchant.</summary>
    public static async Task RefreshAsync(WorkforceDbContext db, Guid tenant, string[] merchants, DateTimeOffset now, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var lines = await db.Transactions.AsNoTracking()
            .Where(line => line.MerchantKey != null && merchants.Contains(line.MerchantKey))
            .OrderBy(line => line.Id).ToListAsync(ct);
        var found = RuleSuggestions.Find([.. lines.Select(line => LedgerLines.Of(line, today))], await CategoriseStatement.KnowledgeAsync(db, merchants, ct))
            .GroupBy(suggestion => suggestion.MerchantKey)
            .ToDictionary(group => group.Key, group => group.MaxBy(suggestion => suggestion.Evidence)!);
        var stored = await db.RuleSuggestions.Where(suggestion => merchants.Contains(suggestion.MerchantKey)).ToDictionaryAsync(s => s.MerchantKey, ct);
        db.RuleSuggestions.RemoveRange(stored.Values.Where(old => old.Status == "open" && !found.ContainsKey(old.MerchantKey)));
        foreach (var suggestion in found.Values)
        {
            if (!stored.TryGetValue(suggestion.MerchantKey, out var row))
            {
                row = new StoredSuggestion
                {
                    Id = Guid.CreateVersion7(now),
                    TenantId = tenant,
                    MerchantKey = suggestion.MerchantKey,
                    MerchantName = suggestion.MerchantName,
                    Category = suggestion.Category,
                    Evidence = suggestion.Evidence,
                    WouldChange = suggestion.WouldChange.Count,
                    CreatedAt = now,
                };
                db.RuleSuggestions.Add(row);
            }

            (row.MerchantName, row.Category, row.Evidence, row.WouldChange, row.Status) =
                (suggestion.MerchantName, suggestion.Category, suggestion.Evidence, suggestion.WouldChange.Count, "open");
        }

        await db.SaveChangesAsync(ct);
    }
}
