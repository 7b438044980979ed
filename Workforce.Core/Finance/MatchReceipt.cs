using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>A person says which line a receipt belongs to, or that it belongs to none.</summary>
public sealed class MatchReceipt(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    /// <param name="lineId">Null: to none.</param>
    public async Task<MatchOutcome> RunAsync(Guid id, Guid? lineId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await AccountLock.TakeAsync(db, "receipts", db.Tenant.Required, ct);
        var receipt = await db.Receipts.FromSql($"select * from finance.receipt where id = {id} for update").SingleOrDefaultAsync(ct);
        switch (receipt?.Status)
        {
            case null: return MatchOutcome.NoReceipt;
            case Receipt.Progress.Uploaded: return MatchOutcome.NotReadYet;
            case Receipt.Progress.Rejected: return MatchOutcome.Unreadable;
        }

        var line = lineId is null
            ? null
            : await db.Transactions.FromSql($"select * from finance.transaction where id = {lineId} for update").AsNoTracking().SingleOrDefaultAsync(ct);
        if (lineId is not null && line is null)
        {
            return MatchOutcome.NoLine;
        }

        if (line?.ReceiptId is { } other && other != id)
        {
            return MatchOutcome.LineTaken;
        }

        var accounts = await db.Transactions.Where(row => row.ReceiptId == id || row.Id == lineId).Select(row => row.AccountId).Distinct().ToListAsync(ct);
        await RememberAsync(id, lineId, ct);
        // One line has a receipt at most once: it is taken from its old line before the new one gets it.
        await db.Transactions.Where(row => row.ReceiptId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReceiptId, (Guid?)null), ct);
        await db.Transactions.Where(row => row.Id == lineId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReceiptId, id), ct);
        (receipt.Status, receipt.MatchScore) = line is null ? (Receipt.Progress.Unmatched, (decimal?)null) : (Receipt.Progress.Matched, 1m);
        audit.Record(line is null ? "receipt.untie" : "receipt.match", "receipt", id, new { transaction_id = lineId });
        await db.SaveChangesAsync(ct);
        await AuditAgain.EnqueueAsync(db, jobs, accounts, ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AuditAccount.Queue);
        return MatchOutcome.Done;
    }

    /// <summary>Byte does not put the receipt back where it was taken off, until a person does.</summary>
    private async Task RememberAsync(Guid id, Guid? lineId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into finance.receipt_refusal (receipt_id, transaction_id, tenant_id, at)
            select receipt_id, id, tenant_id, {now} from finance.transaction where receipt_id = {id} and id is distinct from {lineId}
            on conflict do nothing
            """, ct);
        await db.ReceiptRefusals.Where(refusal => refusal.ReceiptId == id && refusal.TransactionId == lineId).ExecuteDeleteAsync(ct);
    }
}

public enum MatchOutcome { Done, NoReceipt, NoLine, LineTaken, NotReadYet, Unreadable }
