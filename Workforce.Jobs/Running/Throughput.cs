namespace Workforce.Jobs.Running;

/// <summary>Jobs ended per second, smoothed over about a second.</summary>
internal sealed class Throughput(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(25);
    private long ended;
    private long counted;
    private long since = time.GetTimestamp();
    private double perSecond;

    public void Ended() => Interlocked.Increment(ref ended);

    /// <summary>Read by one loop only.</summary>
    public double PerSecond()
    {
        var elapsed = time.GetElapsedTime(since);
        if (elapsed < Window)
            return perSecond;
        var now = Interlocked.Read(ref ended);
        var weight = 1 - Math.Exp(-elapsed.TotalSeconds / 0.5);
        perSecond += weight * (((now - counted) / elapsed.TotalSeconds) - perSecond);
        (counted, since) = (now, time.GetTimestamp());
        return perSecond;
    }
}
