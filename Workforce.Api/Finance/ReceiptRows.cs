using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Microsoft.EntityFrameworkCore;

namespace Workforce.Api.Finance;

/// <summary>Receipts as the wire shows them.</summary>
internal static class ReceiptRows
{
    public static async Task<IReadOnlyList<ReceiptRow>> OfAsync(WorkforceDbContext db, IReadOnlyList<Receipt> receipts, CancellationToken ct)
    {
        Guid[] ids = [.. receipts.Select(receipt => receipt.Id)];
        var lines = await db.Transactions.Where(line => line.ReceiptId != null && ids.Contains(line.ReceiptId.Value))
            .ToDictionaryAsync(line => line.ReceiptId!.Value, line => line.Id, ct);
        Guid[] open = [.. receipts.Where(receipt => receipt.Status is Receipt.Progress.Uploaded).Select(receipt => receipt.CorrelationId)];
        var jobs = await PipelineState.OfAsync(db, open, ct);
        return [.. receipts.Select(receipt => Of(receipt, lines.TryGetValue(receipt.Id, out var line) ? line : null, jobs.GetValueOrDefault(receipt.CorrelationId)))];
    }

    private static ReceiptRow Of(Receipt receipt, Guid? line, PipelineState? jobs) => new(
        receipt.Id,
        receipt.FileName,
        receipt.MediaType,
        receipt.Size,
        StatusOf(receipt.Status, jobs),
        receipt.Document,
        receipt.Merchant,
        receipt.Date,
        receipt.Total,
        receipt.Tax,
        receipt.Currency,
        line,
        receipt.MatchScore,
        [.. StatementRows.Problems(receipt.Problems)],
        receipt.Error ?? (jobs?.Failed == true ? jobs.GaveUp : null),
        receipt.CorrelationId,
        receipt.UploadedAt);

    private static ReceiptStatus StatusOf(Receipt.Progress stored, PipelineState? jobs) => stored switch
    {
        Receipt.Progress.Matched => ReceiptStatus.Matched,
        Receipt.Progress.Unmatched => ReceiptStatus.Unmatched,
        Receipt.Progress.NotAReceipt => ReceiptStatus.NotAReceipt,
        Receipt.Progress.Rejected => ReceiptStatus.Rejected,
        _ when jobs?.Failed == true => ReceiptStatus.Failed,
        _ when jobs?.Running == true => ReceiptStatus.Reading,
        _ => ReceiptStatus.Uploaded,
    };
}
