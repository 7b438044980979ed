using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>Stored lines as the analysts take them.</summary>
public static class LedgerLines
{
    /// <summary>Every dated line of the account, oldest first.</summary>
    public static async Task<IReadOnlyList<LedgerLine>> OfAccountAsync(WorkforceDbContext db, Guid account, CancellationToken ct)
    {
        var lines = await db.Transactions.AsNoTracking()
            .Where(line => line.AccountId == account && line.Date != null)
            .OrderBy(line => line.Date).ThenBy(line => line.Id)
            .ToListAsync(ct);
        return [.. lines.Select(line => Of(line, line.Date!.Value))];
    }

    /// <param name="undated">Stands in for the date of a pending line that has none.</param>
    public static LedgerLine Of(Transaction line, DateOnly undated) => new(
        line.Id,
        line.AccountId,
        line.Date ?? undated,
        line.Amount,
        line.Currency,
        line.Description,
        line.Counterparty,
        line.CheckNumber,
        line.StatedCategory,
        line.CategorySource == "none" ? null : line.Category,
        line.Merchant,
        line.Pending,
        line.OpeningBalance,
        line.ReceiptId is not null);
}
