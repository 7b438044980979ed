using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>The books of one account, as stored.</summary>
internal static class AccountBooks
{
    public static async Task<Books> LoadAsync(WorkforceDbContext db, Guid account, TaxProfile profile, CancellationToken ct)
    {
        var lines = await LedgerLines.OfAccountAsync(db, account, ct);
        var receipts = lines.Any(line => line.HasReceipt) ? await ReceiptsAsync(db, account, ct) : [];
        var statements = await (
            from owner in db.Accounts
            where owner.Id == account
            join part in db.StatementAccounts on owner.Id equals part.AccountId into parts
            from part in parts.DefaultIfEmpty()
            select new
            {
                owner.Name,
                owner.Currency,
                IsThere = part != null,
                part.FirstDate,
                part.LastDate,
                part.Balances,
                Sum = (
                    from link in db.StatementLines
                    join line in db.Transactions on link.TransactionId equals line.Id
                    where link.StatementId == part.StatementId && line.AccountId == account && !line.OpeningBalance
                    select line.Amount).Sum(),
            }).ToListAsync(ct);
        return new Books(
            lines,
            receipts,
            [.. statements.Where(part => part.IsThere).Select(part => new StatementFacts(
                account, part.FirstDate, part.LastDate, Single(part.Balances, BalanceKind.Opening), Single(part.Balances, BalanceKind.Closing), part.Sum, part.Currency))],
            profile,
            statements[0].Name);
    }

    private static Task<List<ReceiptFacts>> ReceiptsAsync(WorkforceDbContext db, Guid account, CancellationToken ct) => (
        from line in db.Transactions
        join receipt in db.Receipts on line.ReceiptId equals receipt.Id
        where line.AccountId == account
        select new ReceiptFacts(line.Id, receipt.Total, receipt.Tax, null)).ToListAsync(ct);

    // A file with several statements of one account has several opening balances: no one sum then ties them.
    private static decimal? Single(List<ParsedBalance> balances, BalanceKind kind) =>
        balances.Where(balance => balance.Kind == kind).ToList() is [var only] ? only.Amount : null;
}
