namespace Workforce.Contracts.Finance;

/// <summary>Where a receipt is.</summary>
public enum ReceiptStatus { Uploaded, Reading, Matched, Unmatched, NotAReceipt, Rejected, Failed }

/// <param name="Document">receipt, invoice, payslip or other; null until it is read.</param>
public sealed record ReceiptRow(
    Guid Id,
    string FileName,
    string MediaType,
    long Size,
    ReceiptStatus Status,
    string? Document,
    string? Merchant,
    DateOnly? Date,
    decimal? Total,
    decimal? Tax,
    string? Currency,
    Guid? TransactionId,
    decimal? MatchScore,
    IReadOnlyList<ProblemRow> Problems,
    string? Error,
    Guid CorrelationId,
    DateTimeOffset UploadedAt);

public sealed record UploadedReceipt(ReceiptRow Receipt, bool Existing);

public sealed record ReceiptPage(IReadOnlyList<ReceiptRow> Receipts, string? Next);

/// <summary>Ties a receipt to a line by hand; null unties it.</summary>
public sealed record MatchReceiptRequest(Guid? TransactionId);
