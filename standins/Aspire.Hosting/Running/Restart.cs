namespace Aspire.Hosting.Running;

/// <summary>What follows when a process has ended.</summary>
internal abstract record Restart
{
    /// <summary>Starts without health in between, after which the application is told that it will not come up.</summary>
    public const int Tries = 6;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private Restart()
    {
    }

    /// <param name="ended">How it ended and what went before.</param>
    public static Restart Decide(Ended ended) => ended switch
    {
        { ExitCode: 0 } => new Finished(),
        { RunsToCompletion: true } => new Failed($"It ended with exit code {ended.ExitCode}."),
        { WasHealthy: false, Crashes: >= Tries } => new Failed($"It ended {ended.Crashes} times, the last time with exit code {ended.ExitCode}, and was not healthy in between."),
        _ => new Again(After(ended.Crashes)),
    };

    /// <summary>0.5, 1, 2, 4, … seconds, at most 30.</summary>
    /// <param name="crashes">1 or more: how often it has ended since it last ran for a while.</param>
    public static TimeSpan After(int crashes) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Clamp(crashes - 1, 0, 10)));

    /// <param name="ExitCode">The exit code.</param>
    /// <param name="RunsToCompletion">Whether others wait for its end: then its end is its result, whatever it is.</param>
    /// <param name="WasHealthy">Whether it has been healthy since the application started.</param>
    /// <param name="Crashes">How often it has ended since it last ran for a while, this time included.</param>
    internal sealed record Ended(int ExitCode, bool RunsToCompletion, bool WasHealthy, int Crashes);

    internal sealed record Finished : Restart;

    internal sealed record Failed(string Reason) : Restart;

    internal sealed record Again(TimeSpan Delay) : Restart;
}
