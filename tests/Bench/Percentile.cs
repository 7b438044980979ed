namespace Bench;

internal static class Percentile
{
    /// <summary>Nearest rank: the smallest value that at least this share of all values does not exceed.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    public static double Median(IEnumerable<double> values) => Of([.. values.Order()], 0.5);
}
