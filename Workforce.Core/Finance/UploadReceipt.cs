using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Takes a receipt in: the row, the bytes and Byte's job are stored together or not at all. The same file of the same tenant is the same receipt.</summary>
public sealed class UploadReceipt(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    public async Task<Uploaded> RunAsync(string fileName, string mediaType, byte[] content, CancellationToken ct)
    {
        var hash = UploadedFile.HashOf(content);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await UploadedFile.LockAsync(db, "receipt", hash, ct);
        var existing = await db.Receipts.Where(receipt => receipt.Sha256 == hash).Select(receipt => receipt.Id).SingleOrDefaultAsync(ct);
        if (existing != Guid.Empty)
        {
            return new Uploaded(existing, Existing: true);
        }

        var now = time.GetUtcNow();
        var receipt = new Receipt
        {
            Id = Guid.CreateVersion7(now),
            TenantId = db.Tenant.Required,
            UserId = db.Tenant.UserId,
            FileName = UploadedFile.Name(fileName, "receipt"),
            MediaType = mediaType,
            Size = content.Length,
            Sha256 = hash,
            CorrelationId = Guid.CreateVersion7(now),
            UploadedAt = now,
        };
        db.Add(receipt);
        db.Add(new ReceiptContent { ReceiptId = receipt.Id, TenantId = receipt.TenantId, Content = content });
        audit.Record("receipt.upload", "receipt", receipt.Id, new { receipt.FileName, receipt.Size, receipt.MediaType });
        await db.SaveChangesAsync(ct);
        await jobs.EnqueueAsync(
            NewJob.Of(FinanceJobs.ReadReceipt, new ReceiptTask(receipt.Id), receipt.TenantId) with
            {
                UserId = receipt.UserId,
                CorrelationId = receipt.CorrelationId,
                IdempotencyKey = $"byte:receipt:{receipt.Id}",
            },
            (NpgsqlConnection)db.Database.GetDbConnection(),
            ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.ReadReceipt.Queue);
        return new Uploaded(receipt.Id, Existing: false);
    }
}
