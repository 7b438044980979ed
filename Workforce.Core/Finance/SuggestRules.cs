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
        var knowledge = await CategoriseStatement.KnowledgeAsync(db, merchants, await MixedAsync(db, merchants, ct), ct);
        var lines = await ChangingAsync(db, RuleSuggestions.Wishes(knowledge), ct);
        var found = RuleSuggestions.Find([.. lines.Select(line => LedgerLines.Of(line, today))], knowledge)
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

    /// <summary>Those whose lines are not all filed alike: for the others, their history could change nothing. Two looks into the index for each.</summary>
    private static Task<string[]> MixedAsync(WorkforceDbContext db, string[] merchants, CancellationToken ct) => db.Database.SqlQuery<string>(
        $"""
        select asked.key as "Value" from unnest({merchants}) as asked (key)
        where (select line.category from finance.transaction line where line.merchant_key = asked.key order by line.category limit 1)
            <> (select line.category from finance.transaction line where line.merchant_key = asked.key order by line.category desc limit 1)
        """).ToArrayAsync(ct);

    /// <summary>The lines that are filed otherwise than is wished.</summary>
    private static async Task<List<Transaction>> ChangingAsync(WorkforceDbContext db, IReadOnlyList<(string MerchantKey, MoneyDirection Direction, string Category)> wishes, CancellationToken ct)
    {
        if (wishes.Count == 0)
        {
            return [];
        }

        string[] keys = [.. wishes.Select(wish => wish.MerchantKey)];
        bool[] outs = [.. wishes.Select(wish => wish.Direction is MoneyDirection.Out)];
        string[] categories = [.. wishes.Select(wish => wish.Category)];
        return await db.Transactions.FromSql(
            $"""
            select line.* from unnest({keys}, {outs}, {categories}) as wish (key, out, category)
            join finance.transaction line on line.merchant_key = wish.key and (line.amount < 0) = wish.out and line.category <> wish.category
            where not line.opening_balance
            """).AsNoTracking().OrderBy(line => line.Id).ToListAsync(ct);
    }
}
