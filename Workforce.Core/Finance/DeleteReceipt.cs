using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Takes a receipt out; the line it belonged to stays, and Ledger looks at its account again.</summary>
public sealed class DeleteReceipt(WorkforceDbContext db, JobClient jobs, AuditTrail audit)
{
    public async Task<Deletion> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await AccountLock.TakeAsync(db, "receipts", db.Tenant.Required, ct);
        var receipt = await db.Receipts.FromSql($"select * from finance.receipt where id = {id} for update").AsNoTracking().SingleOrDefaultAsync(ct);
        if (receipt is null)
        {
            return Deletion.NotFound;
        }

        if (receipt.Status is Receipt.Progress.Uploaded
            && (await PipelineState.OfAsync(db, [receipt.CorrelationId], ct)).GetValueOrDefault(receipt.CorrelationId)?.Unfinished == true)
        {
            return Deletion.Busy;
        }

        var accounts = await db.Transactions.Where(line => line.ReceiptId == id).Select(line => line.AccountId).ToListAsync(ct);
        await db.Receipts.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        audit.Record("receipt.delete", "receipt", id, new { receipt.FileName });
        await db.SaveChangesAsync(ct);
        await AuditAgain.EnqueueAsync(db, jobs, accounts, ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AuditAccount.Queue);
        return Deletion.Done;
    }
}
