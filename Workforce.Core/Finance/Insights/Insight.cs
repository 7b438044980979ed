namespace Workforce.Core.Finance.Insights;

/// <summary>One thing worth telling, in plain sentences with its figures.</summary>
/// <param name="Key">Stable: the same finding in a later run has the same key, so it is stored and told once.</param>
/// <param name="Amount">The money it is about, positive; null where it is not about one amount.</param>
/// <param name="From">First day it speaks about.</param>
/// <param name="To">Last day it speaks about.</param>
/// <param name="LineIds">The lines it rests on.</param>
/// <param name="Score">Order of value, highest first.</param>
public sealed record Insight(
    string Key,
    InsightKind Kind,
    InsightSeverity Severity,
    string Title,
    string Text,
    decimal? Amount,
    string? Currency,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<Guid> LineIds,
    double Score);

public enum InsightSeverity { Info, Notice, Warning }

public enum InsightKind
{
    CashFlow, Forecast, SpendUp, SpendDown, Recurring, PriceChange, PaymentMissed,
    UnusualAmount, DuplicateCharge, NewMerchant, ChequeTwice, UnusualRefund, RoundCash,
}

public static class InsightKinds
{
    public static string WireName(this InsightKind kind) => kind switch
    {
        InsightKind.CashFlow => "cash_flow",
        InsightKind.Forecast => "forecast",
        InsightKind.SpendUp => "spend_up",
        InsightKind.SpendDown => "spend_down",
        InsightKind.Recurring => "recurring",
        InsightKind.PriceChange => "price_change",
        InsightKind.PaymentMissed => "payment_missed",
        InsightKind.UnusualAmount => "unusual_amount",
        InsightKind.DuplicateCharge => "duplicate_charge",
        InsightKind.NewMerchant => "new_merchant",
        InsightKind.ChequeTwice => "cheque_twice",
        InsightKind.UnusualRefund => "unusual_refund",
        InsightKind.RoundCash => "round_cash",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string WireName(this InsightSeverity severity) => severity switch
    {
        InsightSeverity.Info => "info",
        InsightSeverity.Notice => "notice",
        InsightSeverity.Warning => "warning",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
