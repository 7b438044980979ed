namespace Workforce.Jobs;

/// <summary>Where a job stands. Drawn in <c>docs/job-states.md</c>; stored by its name in lower case.</summary>
public enum JobState
{
    /// <summary>To be claimed when due.</summary>
    Pending,

    /// <summary>Held under a lease by a worker or a puller.</summary>
    Processing,

    /// <summary>Failed at least once; to be claimed again when due.</summary>
    Retrying,

    /// <summary>Holds no worker until somebody wakes it.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Given up: the dead letters.</summary>
    Failed,

    /// <summary>Stopped on request.</summary>
    Cancelled,
}

/// <summary>The wire names of <see cref="JobState"/>.</summary>
public static class JobStates
{
    private static readonly string[] Names = ["pending", "processing", "retrying", "waiting", "completed", "failed", "cancelled"];

    /// <summary>The name as stored and sent.</summary>
    public static string Wire(this JobState state) => Names[(int)state];

    /// <summary>The state of a wire name.</summary>
    /// <exception cref="ArgumentException">No state has this name.</exception>
    public static JobState Parse(string wire) => Array.IndexOf(Names, wire) is var at and >= 0
        ? (JobState)at
        : throw new ArgumentException($"'{wire}' is no job state: expected one of {string.Join(", ", Names)}.", nameof(wire));

    /// <summary>Whether a job in this state will not run again by itself.</summary>
    public static bool IsFinished(this JobState state) => state >= JobState.Completed;
}
