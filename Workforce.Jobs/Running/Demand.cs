namespace Workforce.Jobs.Running;

/// <summary>Decides how many jobs to claim.</summary>
internal static class Demand
{
    /// <param name="concurrency">Handlers that may run at once.</param>
    /// <param name="held">Jobs the process has already.</param>
    /// <param name="each">How long a job takes its handler of late; zero: not known yet.</param>
    /// <param name="prefetch">Work to keep ready, as time.</param>
    /// <param name="maxBatch">Most to take at once.</param>
    /// <returns>
    /// 0: not now. A busy process claims when half of what it wants is used up, so that fast jobs are claimed by the
    /// hundred and slow ones by the free slot, and never more than it will soon get round to.
    /// </returns>
    public static int Limit(int concurrency, int held, TimeSpan each, TimeSpan prefetch, int maxBatch)
    {
        // Two batches at most: one in the handlers while the ends of the other are written down.
        var ahead = each > TimeSpan.Zero ? Math.Min(concurrency * (prefetch / each), 2.0 * maxBatch) : 0;
        var wanted = concurrency + (int)ahead;
        var free = wanted - held;
        return held < concurrency || free >= (wanted + 1) / 2 ? Math.Clamp(free, 0, maxBatch) : 0;
    }
}
