using Workforce.Contracts.Finance;

namespace Workforce.Web.Ui;

/// <summary>Which word and which of the five tones a state has, the same on every page.</summary>
public static class Tones
{
    public static string Statement(StatementStatus status) => status switch
    {
        StatementStatus.Uploaded => "Waiting",
        StatementStatus.Processing => "At work",
        StatementStatus.Completed => "Done",
        StatementStatus.Partial => "With problems",
        StatementStatus.Empty => "No lines",
        StatementStatus.Rejected => "Not readable",
        _ => "Failed",
    };

    public static string Of(StatementStatus status) => status switch
    {
        StatementStatus.Completed => "good",
        StatementStatus.Partial => "warn",
        StatementStatus.Rejected or StatementStatus.Failed => "bad",
        StatementStatus.Empty => "neutral",
        _ => "info",
    };

    public static string Receipt(ReceiptStatus status) => status switch
    {
        ReceiptStatus.Uploaded => "Waiting",
        ReceiptStatus.Reading => "Being read",
        ReceiptStatus.Matched => "Matched",
        ReceiptStatus.Unmatched => "No line yet",
        ReceiptStatus.NotAReceipt => "Not a receipt",
        ReceiptStatus.Rejected => "Not readable",
        _ => "Failed",
    };

    public static string Of(ReceiptStatus status) => status switch
    {
        ReceiptStatus.Matched => "good",
        ReceiptStatus.Unmatched => "warn",
        ReceiptStatus.Rejected or ReceiptStatus.Failed => "bad",
        ReceiptStatus.NotAReceipt => "neutral",
        _ => "info",
    };

    public static string Job(string state) => state switch
    {
        "completed" => "good",
        "failed" => "bad",
        "retrying" => "warn",
        "processing" => "info",
        _ => "neutral",
    };

    public static string Severity(string severity) => severity switch
    {
        "warning" => "bad",
        "notice" => "warn",
        _ => "info",
    };

    public static string Urgency(string severity) => severity switch
    {
        "warning" => "Needs you",
        "notice" => "Worth a look",
        _ => "Good to know",
    };

    public static string InsightIcon(string kind) => kind switch
    {
        "cash_flow" => "account_balance_wallet",
        "forecast" => "timeline",
        "spend_up" => "trending_up",
        "spend_down" => "trending_down",
        "recurring" => "event_repeat",
        "price_change" => "price_change",
        "payment_missed" => "event_busy",
        "unusual_amount" => "priority_high",
        "duplicate_charge" or "cheque_twice" => "content_copy",
        "new_merchant" => "storefront",
        "unusual_refund" => "undo",
        "round_cash" => "payments",
        _ => "lightbulb",
    };
}
