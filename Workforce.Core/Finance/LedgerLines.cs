using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Transfers;

namespace Workforce.Core.Finance;

/// <summary>Stored lines as the analysts take them.</summary>
public static class LedgerLines
{
    /// <summary>Every dated line of the account, oldest first. One whose other side is known is a transfer, whatever it was filed under.</summary>
    public static Task<List<LedgerLine>> OfAccountAsync(WorkforceDbContext db, Guid account, CancellationToken ct) => db.Transactions
        .Where(line => line.AccountId == account && line.Date != null)
        .OrderBy(line => line.Date).ThenBy(line => line.Id)
        .Select(line => new LedgerLine(
            line.Id,
            line.AccountId,
            line.Date!.Value,
            line.Amount,
            line.Currency,
            line.Description,
            line.Counterparty,
            line.CheckNumber,
            line.StatedCategory,
            CategoryOf(line.Category, line.CategorySource, line.OtherSideId),
            line.Merchant,
            line.Pending,
            line.OpeningBalance,
            line.ReceiptId != null,
            line.OtherSideId != null ? KnownOtherSide.Known : line.OtherSideUnclear ? KnownOtherSide.Unclear : KnownOtherSide.None))
        .ToListAsync(ct);

    /// <summary>As Tag takes it, who asks what the line itself says.</summary>
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
        CategoryOf(line.Category, line.CategorySource, null),
        line.Merchant,
        line.Pending,
        line.OpeningBalance,
        line.ReceiptId is not null);

    private static string? CategoryOf(string category, string source, Guid? otherSide) =>
        otherSide is not null && !TransferSide.Filed.Contains(category) ? CategoryNames.Transfer
        : source == "none" ? null
        : category;
}
