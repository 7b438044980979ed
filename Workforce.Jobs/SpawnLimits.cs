namespace Workforce.Jobs;

/// <summary>How far the jobs below one job may spread, so that one that goes wrong does not fill the queue. Counted over the tree's whole life.</summary>
/// <param name="Depth">Levels below the root, 0 to 1000.</param>
/// <param name="FanOut">Jobs directly below any one job, 0 to 1,000,000.</param>
/// <param name="Total">Jobs below the root in all, 0 to 1,000,000.</param>
public sealed record SpawnLimits(int Depth, int FanOut, int Total);

/// <summary>A job would exceed the <see cref="SpawnLimits"/> of its root. Nothing was enqueued; a transaction it was part of must roll back.</summary>
/// <param name="message">Names the root and the limit.</param>
/// <param name="inner">What the database said.</param>
public sealed class SpawnLimitException(string message, Exception inner) : InvalidOperationException(message, inner);
