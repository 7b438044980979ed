using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>One uploaded receipt or invoice, what Byte read on it, and the line it belongs to.</summary>
public sealed class Receipt
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required Guid CorrelationId { get; init; }

    public Progress Status { get; set; } = Progress.Uploaded;

    /// <summary>receipt, invoice, payslip or other; null until it is read.</summary>
    public string? Document { get; set; }

    public string? Merchant { get; set; }

    public DateOnly? Date { get; set; }

    public decimal? Total { get; set; }

    public decimal? Tax { get; set; }

    public string? Currency { get; set; }

    /// <summary>VAT or tax number of the seller as printed; empty where Byte found none, null where nobody looked.</summary>
    public string? SupplierTaxNumber { get; set; }

    public decimal? MatchScore { get; set; }

    public List<StatementProblem> Problems { get; set; } = [];

    public string? Error { get; set; }

    public required DateTimeOffset UploadedAt { get; init; }

    public enum Progress { Uploaded, Matched, Unmatched, NotAReceipt, Rejected }
}

/// <summary>A person took the receipt off the line: Byte does not put it back.</summary>
public sealed class ReceiptRefusal
{
    public required Guid ReceiptId { get; init; }

    public required Guid TransactionId { get; init; }

    public required Guid TenantId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The bytes as uploaded.</summary>
public sealed class ReceiptContent
{
    public required Guid ReceiptId { get; init; }

    public required Guid TenantId { get; init; }

    public required byte[] Content { get; init; }
}
