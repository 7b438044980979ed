using Detection = Workforce.Core.Finance.Insights.Anomalies;

namespace Workforce.Core.Finance.Insights;

/// <summary>All that Crystal finds in a person's lines.</summary>
public sealed record CrystalReport(
    IReadOnlyList<RecurringPayment> Recurring,
    IReadOnlyList<CategorySpend> Trends,
    IReadOnlyList<Anomaly> Anomalies,
    IReadOnlyList<MonthFlow> Flow,
    IReadOnlyList<CashForecast> Forecast,
    IReadOnlyList<Insight> Insights)
{
    public const int MaxInsights = 20;

    /// <summary>Runs every detector once over all lines of one person. Wants lines that Tag has seen: without categories there are no trends worth the name.</summary>
    public static CrystalReport From(IReadOnlyList<LedgerLine> lines, int maxInsights = MaxInsights)
    {
        var recurring = RecurringPayments.Find(lines);
        var report = new CrystalReport(
            recurring, SpendTrends.Find(lines), Detection.Find(lines), CashFlow.Find(lines), CashFlow.Forecast(lines, recurring), []);
        return report with { Insights = InsightWriter.Write(report, lines, maxInsights) };
    }
}
