using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>
/// A payment much larger than the others of its merchant or category, by the modified z-score of Iglewicz and Hoaglin (How to
/// Detect and Handle Outliers, 1993): z = 0.6745 × (amount − median) ÷ MAD, outlier above 3.5. The MAD is taken to be at
/// least a tenth of the median, so that a merchant who always asks the same may ask a little more unnoticed.
/// </summary>
internal static class UnusualAmount
{
    public const double Threshold = 3.5;
    public const int MerchantHistory = 6;
    public const int CategoryHistory = 12;

    /// <summary>So many payments of about one size to one merchant are usual there.</summary>
    public const int UsualFrom = 3;

    // One line hardly moves the median of many; with few it must not speak for itself, so it is left out.
    private const int Many = 60;
    private const string Formula = "0.6745 × (amount − median of the others) ÷ median absolute deviation of the others (at least a tenth of the median)";

    public static IEnumerable<Anomaly> ForMerchants(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => line.IsSpending && !Merchants.IsGeneric(line.Merchant.Key))
        .GroupBy(line => (line.Scope, line.Merchant.Key))
        .SelectMany(group => Outliers([.. group], MerchantHistory, AnomalyKind.UnusualForMerchant));

    // Where sizes differ by nature, a large one says nothing; and what one has paid a merchant again and again is dear, not unusual.
    public static IEnumerable<Anomaly> ForCategories(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => line is { IsSpending: true, IsCash: false, Line.Category: not null and not CategoryNames.Uncategorised })
        .GroupBy(line => (line.Scope, line.Line.Category))
        .SelectMany(group => Outliers([.. group], CategoryHistory, AnomalyKind.UnusualForCategory, line => !IsUsualThere(line, group)));

    private static bool IsUsualThere(AnomalyLine line, IEnumerable<AnomalyLine> category) =>
        line.Merchant.Key.Length > 0 && category.Count(other => other.Merchant.Key == line.Merchant.Key && RhythmFit.Near(other.Amount, line.Amount, 0.2m)) >= UsualFrom;

    private static IEnumerable<Anomaly> Outliers(IReadOnlyList<AnomalyLine> group, int neededHistory, AnomalyKind kind, Func<AnomalyLine, bool>? mayStandOut = null)
    {
        if (group.Count <= neededHistory)
        {
            yield break;
        }

        var all = group.Select(line => -line.Amount).ToList();
        var ofAll = (Median: Statistics.Median(all), Mad: Statistics.Mad(all));
        foreach (var line in group)
        {
            var (median, mad) = group.Count > Many ? ofAll : OfOthers(group, line);
            if (Score(-line.Amount, median, mad) is var score && score > Threshold && mayStandOut?.Invoke(line) != false)
            {
                yield return line.Stands(kind, score, Threshold, median, Formula);
            }
        }
    }

    private static (decimal Median, decimal Mad) OfOthers(IReadOnlyList<AnomalyLine> group, AnomalyLine line)
    {
        var others = group.Where(other => other.Id != line.Id).Select(other => -other.Amount).ToList();
        return (Statistics.Median(others), Statistics.Mad(others));
    }

    private static double Score(decimal amount, decimal median, decimal mad) =>
        0.6745 * (double)(amount - median) / (double)Math.Max(mad, median / 10);
}
