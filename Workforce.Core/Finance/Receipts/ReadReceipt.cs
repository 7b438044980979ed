using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance.Receipts;

/// <summary>What a paper is. Wire names are in <see cref="DocumentKinds"/>.</summary>
public enum DocumentKind
{
    Receipt,
    Invoice,

    /// <summary>Money to its owner: it is never the proof of a purchase.</summary>
    Payslip,

    /// <summary>No total that someone paid or has to pay was found.</summary>
    Other,
}

public static class DocumentKinds
{
    public static string WireName(this DocumentKind kind) => kind switch
    {
        DocumentKind.Receipt => "receipt",
        DocumentKind.Invoice => "invoice",
        DocumentKind.Payslip => "payslip",
        DocumentKind.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static DocumentKind? FromWireName(string? name) =>
        Enum.GetValues<DocumentKind>().Cast<DocumentKind?>().FirstOrDefault(kind => kind!.Value.WireName() == name);
}

/// <summary>What was read on a receipt or invoice; a field that was not found is null.</summary>
public sealed record ReadReceipt
{
    public required DocumentKind Document { get; init; }

    public string? Merchant { get; init; }

    public DateOnly? Date { get; init; }

    /// <summary>What was paid or is due, with tax and tip.</summary>
    public decimal? Total { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    public decimal? Tax { get; init; }

    public decimal? Subtotal { get; init; }

    public decimal? Tip { get; init; }

    /// <summary>Cash that was handed over, before change.</summary>
    public decimal? PaidCash { get; init; }

    public decimal? Change { get; init; }

    /// <summary>VAT or tax number of the seller.</summary>
    public string? TaxNumber { get; init; }

    public required ReadConfidence Confidence { get; init; }

    /// <summary>What is missing, doubtful or open to two readings.</summary>
    public IReadOnlyList<StatementProblem> Problems { get; init; } = [];

    /// <summary>True where another look at the paper would hardly change a field that matters for matching.</summary>
    public bool IsSettled => Confidence is { Merchant: >= 0.8, Date: >= 0.7, Total: >= 0.85, Currency: >= 0.5 };
}

/// <summary>How sure each field is, from 0 (not found) to 1. Stated by rule, not measured: see where each is set.</summary>
public sealed record ReadConfidence(double Merchant, double Date, double Total, double Currency, double Tax);
