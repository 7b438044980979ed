using Workforce.Core.Finance.Insights.AnomalyDetectors;

namespace Workforce.Core.Finance.Insights;

/// <summary>Runs every detector. Each is a formula over medians and counts, none learns anything that cannot be read.</summary>
public static class Anomalies
{
    private static readonly IReadOnlyList<Func<IReadOnlyList<AnomalyLine>, IEnumerable<Anomaly>>> Detectors =
    [
        ChequeTwice.Find,
        DuplicateCharge.Find,
        UnusualAmount.ForMerchants,
        UnusualAmount.ForCategories,
        UnusualRefund.Find,
        NewLargeMerchant.Find,
        RoundCash.Find,
    ];

    /// <summary>Newest first. A line that stands out for its merchant is not told again for its category.</summary>
    public static IReadOnlyList<Anomaly> Find(IReadOnlyList<LedgerLine> lines)
    {
        var prepared = lines
            .Where(line => !line.Pending && !line.OpeningBalance && line.Amount != 0)
            .Select(line => new AnomalyLine(line, RecurringPayments.MerchantOf(line)))
            .OrderBy(line => line.Date)
            .ThenBy(line => line.Id)
            .ToList();
        var told = new HashSet<Guid>();
        var found = new List<Anomaly>();
        foreach (var anomaly in Detectors.SelectMany(detect => detect(prepared)))
        {
            if (anomaly.Kind is not (AnomalyKind.UnusualForCategory or AnomalyKind.NewLargeMerchant) || !anomaly.LineIds.Any(told.Contains))
            {
                found.Add(anomaly);
                told.UnionWith(anomaly.LineIds);
            }
        }

        return [.. found.OrderByDescending(anomaly => anomaly.Date).ThenBy(anomaly => anomaly.Key, StringComparer.Ordinal)];
    }
}
