using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>The books of one account, as stored.</summary>
internal static class AccountBooks
{
    /// <summary>Null: there is no such account any more.</summary>
    public static async Task<Books?> LoadAsync(WorkforceDbContext db, Guid account, TaxProfile profile, CancellationToken ct)
    {
        var statements = await (
            from owner in db.Accounts
            where owner.Id == account
            join part in db.StatementAccounts on owner.Id equals part.AccountId into parts
            from part in parts.DefaultIfEmpty()
            select new { owner.Name, owner.Currency, Part = part }).AsNoTracking().ToListAsync(ct);
        if (statements.Count == 0)
        {
            return null;
        }

        var lines = await LedgerLines.OfAccountAsync(db, account, ct);
        var receipts = lines.Any(line => line.HasReceipt) ? await ReceiptsAsync(db, account, ct) : [];
        // What the statement shows as pending is in neither of its balances, whatever became of it later.
        var sums = await (
            from link in db.StatementLines
            join line in db.Transactions on link.TransactionId equals line.Id
            where line.AccountId == account && !link.Pending && !line.OpeningBalance
            group line.Amount by new { link.StatementId, line.Currency } into part
            select new { part.Key.StatementId, part.Key.Currency, Sum = part.Sum() }).ToListAsync(ct);
        var byStatement = sums.ToLookup(part => part.StatementId, part => new CurrencySum(part.Currency, part.Sum));
        return new Books(
            lines,
            receipts,
            [.. statements.Where(row => row.Part is not null).Select(row => StatementBalances.Facts(row.Part, row.Currency, byStatement[row.Part.StatementId]))],
            profile,
            statements[0].Name);
    }

    private static Task<List<ReceiptFacts>> ReceiptsAsync(WorkforceDbContext db, Guid account, CancellationToken ct) => (
        from line in db.Transactions
        join receipt in db.Receipts on line.ReceiptId equals receipt.Id
        where line.AccountId == account
        select new ReceiptFacts(line.Id, receipt.Total, receipt.Tax, receipt.SupplierTaxNumber)).ToListAsync(ct);
}
