using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Receipts;

namespace Workforce.Core.Finance;

/// <summary>Byte's matching, inside the caller's transaction: ties receipts that were read to the lines they belong to. What a person tied by hand stays.</summary>
public static class MatchReceipts
{
    // An invoice may be paid weeks after its date; no line outside of this can match.
    private const int DaysBefore = 1;
    private const int DaysAfter = 60;

    /// <summary>Looks for the lines of all receipts that have none among the statement's. Returns how many lines of the statement have a receipt then.</summary>
    public static async Task<int> OfStatementAsync(WorkforceDbContext db, Statement statement, CancellationToken ct)
    {
        await AccountLock.TakeAsync(db, "receipts", statement.TenantId, ct);
        var receipts = await db.Receipts.Where(receipt => receipt.Status == Receipt.Progress.Unmatched).OrderBy(receipt => receipt.Id).ToListAsync(ct);
        if (receipts.Count > 0)
        {
            var lines = await (
                from link in db.StatementLines
                join line in db.Transactions on link.TransactionId equals line.Id
                where link.StatementId == statement.Id && line.ReceiptId == null
                orderby line.Id
                select line).ToListAsync(ct);
            await TieAsync(db, receipts, lines, ct);
        }

        return await (
            from link in db.StatementLines
            join line in db.Transactions on link.TransactionId equals line.Id
            where link.StatementId == statement.Id && line.ReceiptId != null
            select line).CountAsync(ct);
    }

    /// <summary>Looks for the line of one receipt among all of the tenant's. Returns the account of the line, if there is one.</summary>
    public static async Task<IReadOnlyList<Guid>> OfReceiptAsync(WorkforceDbContext db, Receipt receipt, CancellationToken ct)
    {
        if (receipt.Status is not Receipt.Progress.Unmatched || receipt.Total is null)
        {
            return [];
        }

        await AccountLock.TakeAsync(db, "receipts", receipt.TenantId, ct);
        var lines = db.Transactions.Where(line => line.ReceiptId == null);
        if (receipt.Date is { } date)
        {
            var (from, to) = (date.AddDays(-DaysBefore), date.AddDays(DaysAfter));
            lines = lines.Where(line => line.Date >= from && line.Date <= to);
        }

        return await TieAsync(db, [receipt], await lines.OrderBy(line => line.Id).ToListAsync(ct), ct);
    }

    private static async Task<IReadOnlyList<Guid>> TieAsync(WorkforceDbContext db, List<Receipt> receipts, List<Transaction> lines, CancellationToken ct)
    {
        var found = ReceiptMatcher.Match([.. receipts.Select(Of)], [.. lines.Select(Of)]);
        var accounts = new HashSet<Guid>();
        foreach (var match in found.Matches)
        {
            var (receipt, line) = (receipts.Single(r => r.Id == match.ReceiptId), lines.Single(l => l.Id == match.LineId));
            (receipt.Status, receipt.MatchScore, line.ReceiptId) = (Receipt.Progress.Matched, Math.Round(match.Score, 3), receipt.Id);
            accounts.Add(line.AccountId);
        }

        await db.SaveChangesAsync(ct);
        return [.. accounts.Order()];
    }

    private static ReceiptToMatch Of(Receipt receipt) => new(
        receipt.Id,
        DocumentKinds.FromWireName(receipt.Document) ?? DocumentKind.Other,
        receipt.Merchant,
        receipt.Date,
        receipt.Total,
        receipt.Currency);

    private static LineToMatch Of(Transaction line) =>
        new(line.Id, line.Date, line.Amount, line.Currency, string.Join(' ', new[] { line.Counterparty, line.Description }.OfType<string>()));
}
