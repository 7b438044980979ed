using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Receipts;

namespace Workforce.Core.Finance;

/// <summary>Byte's matching, inside the caller's transaction: ties receipts that were read to the lines they belong to. What a person tied by hand stays, and what one took off a line is not put back there.</summary>
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
            var lines =
                from link in db.StatementLines
                join line in db.Transactions on link.TransactionId equals line.Id
                where link.StatementId == statement.Id && line.ReceiptId == null
                select line;
            await TieAsync(db, receipts, await CandidatesAsync(lines, ct), ct);
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
        if (receipt.Status is not Receipt.Progress.Unmatched || receipt.Total is not { } total)
        {
            return [];
        }

        await AccountLock.TakeAsync(db, "receipts", receipt.TenantId, ct);
        var (least, most) = ReceiptMatcher.AmountsOf(total);
        var lines = db.Transactions.Where(line => line.ReceiptId == null && line.Amount >= least && line.Amount <= most);
        if (receipt.Date is { } date)
        {
            var (from, to) = (date.AddDays(-DaysBefore), date.AddDays(DaysAfter));
            lines = lines.Where(line => line.Date >= from && line.Date <= to);
        }

        return await TieAsync(db, [receipt], await CandidatesAsync(lines, ct), ct);
    }

    private static async Task<IReadOnlyList<Guid>> TieAsync(WorkforceDbContext db, List<Receipt> receipts, List<Candidate> lines, CancellationToken ct)
    {
        Guid[] ids = [.. receipts.Select(receipt => receipt.Id)];
        var refusals = await db.ReceiptRefusals.Where(refusal => ids.Contains(refusal.ReceiptId)).Select(refusal => new { refusal.ReceiptId, refusal.TransactionId }).ToListAsync(ct);
        var found = ReceiptMatcher.Match(
            [.. receipts.Select(Of)], [.. lines.Select(line => line.Line)], refusals.Select(refusal => (refusal.ReceiptId, refusal.TransactionId)).ToHashSet());
        var accounts = new HashSet<Guid>();
        foreach (var match in found.Matches)
        {
            var receipt = receipts.Single(r => r.Id == match.ReceiptId);
            (receipt.Status, receipt.MatchScore) = (Receipt.Progress.Matched, Math.Round(match.Score, 3));
            await db.Transactions.Where(line => line.Id == match.LineId).ExecuteUpdateAsync(set => set.SetProperty(line => line.ReceiptId, receipt.Id), ct);
            accounts.Add(lines.Single(line => line.Line.Id == match.LineId).AccountId);
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

    private static Task<List<Candidate>> CandidatesAsync(IQueryable<Transaction> lines, CancellationToken ct) => lines
        .OrderBy(line => line.Id)
        .Select(line => new Candidate(
            line.AccountId,
            new LineToMatch(line.Id, line.Date, line.Amount, line.Currency, line.Counterparty == null ? line.Description : line.Counterparty + " " + line.Description)))
        .ToListAsync(ct);

    private sealed record Candidate(Guid AccountId, LineToMatch Line);
}
