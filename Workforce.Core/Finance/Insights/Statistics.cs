namespace Workforce.Core.Finance.Insights;

/// <summary>Figures that a few odd values do not move.</summary>
internal static class Statistics
{
    /// <summary>Middle value; the mean of the two in the middle where their number is even.</summary>
    public static decimal Median(IReadOnlyList<decimal> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Median absolute deviation from the median.</summary>
    public static decimal Mad(IReadOnlyList<decimal> values)
    {
        var median = Median(values);
        return Median([.. values.Select(value => Math.Abs(value - median))]);
    }

    /// <summary>Nearest-rank percentile of values in ascending order, <paramref name="share"/> from 0 to 1.</summary>
    public static decimal PercentileOfSorted(IReadOnlyList<decimal> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
