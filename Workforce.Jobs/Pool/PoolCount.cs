namespace Workforce.Jobs.Pool;

/// <summary>What an attached worker has done.</summary>
internal readonly record struct PoolCount(int Held, long Completed, long Failed, long Refused, int PerMinute, bool Draining);

/// <summary>Counts what happened in the last 60 seconds, by the second.</summary>
internal sealed class LastMinute(TimeProvider time)
{
    private readonly int[] counts = new int[60];
    private readonly Lock gate = new();
    private long upTo;

    public void Add()
    {
        lock (gate)
            counts[Turn() % 60]++;
    }

    public int Sum()
    {
        lock (gate)
        {
            Turn();
            return counts.Sum();
        }
    }

    private long Turn()
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        for (var second = Math.Max(upTo + 1, now - 59); second <= now; second++)
            counts[second % 60] = 0;
        upTo = Math.Max(upTo, now);
        return now;
    }
}
