namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>
/// The first payment ever to a merchant, as large as the largest twentieth of all payments before it in that currency. Needs
/// 60 days and 30 payments of history, so that the first statement does not make every name new.
/// </summary>
internal static class NewLargeMerchant
{
    public const int HistoryDays = 60;
    public const int HistoryLines = 30;
    public const double Percentile = 0.95;
    private const string Formula = "amount ÷ 95th percentile of the payments before it";

    public static IEnumerable<Anomaly> Find(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => line.IsSpending)
        .GroupBy(line => line.Scope)
        .SelectMany(scope => OfScope([.. scope]));

    private static IEnumerable<Anomaly> OfScope(IReadOnlyList<AnomalyLine> oldestFirst)
    {
        var met = new HashSet<string>();
        var before = new List<decimal>(); // kept in order
        foreach (var line in oldestFirst)
        {
            var isNew = line.Merchant.Key.Length > 0 && met.Add(line.Merchant.Key);
            if (isNew && !line.IsCash && before.Count >= HistoryLines && line.Date.DayNumber - oldestFirst[0].Date.DayNumber >= HistoryDays
                && Statistics.PercentileOfSorted(before, Percentile) is var large && -line.Amount >= large)
            {
                yield return line.Stands(AnomalyKind.NewLargeMerchant, (double)(-line.Amount / large), 1, large, Formula);
            }

            var at = before.BinarySearch(-line.Amount);
            before.Insert(at < 0 ? ~at : at, -line.Amount);
        }
    }
}
