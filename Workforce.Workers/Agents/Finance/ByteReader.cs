using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Receipts;
using Workforce.Jobs;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Byte reads one receipt and looks for the line it belongs to.</summary>
internal sealed class ByteReader(WorkforceDbContext db, StatementStage stage, ReceiptDocument documents) : JobHandler<ReceiptTask>
{
    public override async Task<JobOutcome> HandleAsync(ReceiptTask payload, JobContext job, CancellationToken ct)
    {
        if (await db.Receipts.SingleOrDefaultAsync(row => row.Id == payload.ReceiptId, ct) is not { } receipt)
        {
            return JobOutcome.Cancel("The receipt was deleted.");
        }

        var content = await db.ReceiptContents.AsNoTracking().Where(row => row.ReceiptId == receipt.Id).Select(row => row.Content).SingleAsync(ct);
        await job.ReportAsync(10, $"Reading {receipt.FileName}", ct);
        ReadReceipt read;
        try
        {
            read = await documents.ReadAsync(content, ct);
        }
        catch (UnreadableDocumentException unreadable)
        {
            return await stage.CommitAsync(job, async _ =>
            {
                await db.ReceiptContents.Where(row => row.ReceiptId == receipt.Id).ExecuteDeleteAsync(ct);
                (receipt.Status, receipt.Error) = (Receipt.Progress.Rejected, unreadable.Message);
                return new { rejected = unreadable.Message };
            }, ct);
        }

        await job.ReportAsync(80, "Looking for its line", ct);
        return await stage.CommitAsync(job, async connection =>
        {
            Describe(receipt, read);
            await db.SaveChangesAsync(ct);
            var matched = await MatchReceipts.OfReceiptAsync(db, receipt, ct);
            foreach (var account in matched)
            {
                // A receipt changes what Ledger has to say of the line.
                await job.EnqueueNextAsync(FinanceJobs.AuditAccount, new AccountTask(account), $"ledger:{job.JobId}:{account}", connection, ct);
            }

            return new { document = receipt.Document, total = receipt.Total, currency = receipt.Currency, matched = matched.Count > 0 };
        }, ct);
    }

    private static void Describe(Receipt receipt, ReadReceipt read)
    {
        (receipt.Document, receipt.Merchant, receipt.Date) = (read.Document.WireName(), read.Merchant, read.Date);
        (receipt.Total, receipt.Tax, receipt.Currency) = (read.Total, read.Tax, read.Currency);
        receipt.SupplierTaxNumber = read.TaxNumber ?? "";
        receipt.Problems = [.. read.Problems];
        receipt.Status = read.Document is DocumentKind.Receipt or DocumentKind.Invoice ? Receipt.Progress.Unmatched : Receipt.Progress.NotAReceipt;
    }
}
