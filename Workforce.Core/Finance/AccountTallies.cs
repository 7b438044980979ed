using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>What an account contributes to a check about the person.</summary>
internal sealed record AccountTally(string CheckId, Tally Tally);

/// <summary>Keeps what one account contributes in step with its lines.</summary>
internal static class AccountTallies
{
    /// <summary>Returns all of the account's tallies, and the checks for which they are not what they were.</summary>
    public static async Task<(IReadOnlyList<AccountTally> All, IReadOnlySet<string> Changed)> ReplaceAsync(
        WorkforceDbContext db, Guid tenant, Guid account, IReadOnlyDictionary<string, IReadOnlyList<Tally>> counted, CancellationToken ct)
    {
        var stored = await db.Tallies.Where(row => row.AccountId == account).ToDictionaryAsync(row => (row.CheckId, row.Key, row.Part), ct);
        List<AccountTally> all = [.. counted.SelectMany(check => check.Value.Select(tally => new AccountTally(check.Key, tally)))];
        var changed = new HashSet<string>();
        foreach (var (check, tally) in all)
        {
            if (!stored.Remove((check, tally.Key, tally.Part), out var row))
            {
                row = new StoredTally { TenantId = tenant, AccountId = account, CheckId = check, Key = tally.Key, Part = tally.Part };
                db.Tallies.Add(row);
            }

            if (!IsSame(row, tally))
            {
                changed.Add(check);
                (row.Count, row.Sum, row.Currency, row.FirstDate, row.LastDate, row.LineIds) = (tally.Count, tally.Sum, tally.Currency, tally.First, tally.Last, [.. tally.LineIds]);
            }
        }

        db.Tallies.RemoveRange(stored.Values);
        changed.UnionWith(stored.Values.Select(row => row.CheckId));
        return (all, changed);
    }

    private static bool IsSame(StoredTally row, Tally tally) =>
        (row.Count, row.Sum, row.Currency, row.FirstDate, row.LastDate) == (tally.Count, tally.Sum, tally.Currency, tally.First, tally.Last) && row.LineIds.SequenceEqual(tally.LineIds);
}
