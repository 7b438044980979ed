namespace Workforce.Jobs.Pool;

/// <summary>How attached workers are kept.</summary>
public sealed class PoolOptions
{
    /// <summary>Both sides say that they are there this often.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A worker that said nothing for this long is taken for gone: its jobs go back in line.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>Most workers attached to this process.</summary>
    public int MaxWorkers { get; set; } = 1000;

    /// <summary>How often the counts of attached workers are stored, for people to see.</summary>
    public TimeSpan Publish { get; set; } = TimeSpan.FromSeconds(2);

    internal void ThrowIfBad()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Heartbeat, TimeSpan.Zero);
        // Two heartbeats may be late.
        ArgumentOutOfRangeException.ThrowIfLessThan(LostAfter, Heartbeat * 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWorkers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Publish, TimeSpan.Zero);
    }
}
