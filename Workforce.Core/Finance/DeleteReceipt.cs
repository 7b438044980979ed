using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.Finance;

/// <summary>Takes a receipt out; the line it belonged to stays.</summary>
public sealed class DeleteReceipt(WorkforceDbContext db, AuditTrail audit)
{
    public async Task<Deletion> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
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

        await db.Receipts.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        audit.Record("receipt.delete", "receipt", id, new { receipt.FileName });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Deletion.Done;
    }
}
