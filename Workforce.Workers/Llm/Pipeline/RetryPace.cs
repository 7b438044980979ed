namespace Workforce.Workers.Llm.Pipeline;

/// <summary>How long to wait between two tries. Pure: values in, values out.</summary>
internal static class RetryPace
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>Twice as long each time, within a quarter of chance, so that many callers do not come back together. What the server asks for goes before it.</summary>
    /// <param name="failures">From 1.</param>
    /// <param name="chance">From 0 to below 1.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan? asked, double chance)
    {
        if (asked is { } wait)
        {
            return wait;
        }

        var doubled = Math.Min(first.TotalMilliseconds * Math.Pow(2, failures - 1), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(doubled * (0.75 + (0.5 * chance)));
    }
}
