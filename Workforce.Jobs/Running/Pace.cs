namespace Workforce.Jobs.Running;

/// <summary>How long a job takes its handler, averaged over the last few dozen.</summary>
internal sealed class Pace
{
    private const double Weight = 0.05;

    private double milliseconds;

    /// <summary>Zero until the first has ended.</summary>
    public TimeSpan Each => TimeSpan.FromMilliseconds(Volatile.Read(ref milliseconds));

    /// <summary>Handlers that end in the same moment may overwrite each other: an average is none the worse for it.</summary>
    public void Ended(TimeSpan took)
    {
        var before = Volatile.Read(ref milliseconds);
        // Not zero, which would say that nothing is known.
        var now = Math.Max(took.TotalMilliseconds, 0.001);
        Volatile.Write(ref milliseconds, before == 0 ? now : before + (Weight * (now - before)));
    }

    /// <summary>Jobs that have not ended yet take this long.</summary>
    public void AtLeast(TimeSpan each) => Volatile.Write(ref milliseconds, Math.Max(Volatile.Read(ref milliseconds), each.TotalMilliseconds));
}
