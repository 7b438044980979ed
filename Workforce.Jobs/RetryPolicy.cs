namespace Workforce.Jobs;

/// <summary>Exponential back-off: the first delay, doubled with every attempt up to a cap, spread by jitter.</summary>
/// <param name="First">Delay after the first attempt.</param>
/// <param name="Cap">No delay is longer, jitter included.</param>
/// <param name="Jitter">Share of the delay that is random, 0 to 1: at 0.2 a delay of 10 s lies between 8 s and 12 s.</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Cap, double Jitter = 0.2)
{
    /// <summary>2 s, 4 s, 8 s … up to 5 min, each ± 20 %.</summary>
    public static RetryPolicy Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <summary>The delay after the given attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">At least 0, below 1: 0.5 gives the delay without jitter.</param>
    public TimeSpan DelayAfter(int attempt, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        // Past 2^40 every first delay from a microsecond up has met any sensible cap; the bound keeps the power finite.
        var delay = First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 40));
        var spread = 1 + (Jitter * ((2 * random) - 1));
        return TimeSpan.FromMilliseconds(Math.Min(Math.Min(delay, Cap.TotalMilliseconds) * spread, Cap.TotalMilliseconds));
    }
}
