namespace Workforce.Jobs.Schedules;

/// <summary>What becomes of runs whose time passed while no worker process was there to enqueue them.</summary>
public enum MissedRuns
{
    /// <summary>One run makes up for all of them: the latest, however late.</summary>
    RunOnce,

    /// <summary>They are left out; only a run less late than <see cref="NewSchedule.LateAfter"/> is still enqueued.</summary>
    Skip,

    /// <summary>Each of them is run, oldest first, the latest <see cref="NewSchedule.CatchUpLimit"/> at most.</summary>
    CatchUp,
}

/// <summary>What becomes of a run whose predecessor's job has not finished: waits, is retried or still works.</summary>
public enum Overlap
{
    /// <summary>It is left out.</summary>
    Skip,

    /// <summary>It is enqueued all the same.</summary>
    Allow,

    /// <summary>It is enqueued within a second of the other's end; further ones that come meanwhile are left out.</summary>
    QueueOne,

    /// <summary>The other is cancelled and it is enqueued, in one transaction.</summary>
    Replace,
}

/// <summary>The wire names of the policies.</summary>
public static class SchedulePolicies
{
    private static readonly string[] MissedNames = ["run_once", "skip", "catch_up"];
    private static readonly string[] OverlapNames = ["skip", "allow", "queue_one", "replace"];

    /// <summary>The name as stored and sent.</summary>
    public static string Wire(this MissedRuns missed) => MissedNames[(int)missed];

    /// <summary>The name as stored and sent.</summary>
    public static string Wire(this Overlap overlap) => OverlapNames[(int)overlap];

    /// <summary>The policy of a wire name.</summary>
    /// <exception cref="ArgumentException">No policy has this name.</exception>
    public static MissedRuns ParseMissed(string wire) => (MissedRuns)IndexOf(MissedNames, wire, "policy for missed runs");

    /// <summary>The policy of a wire name.</summary>
    /// <exception cref="ArgumentException">No policy has this name.</exception>
    public static Overlap ParseOverlap(string wire) => (Overlap)IndexOf(OverlapNames, wire, "policy for overlapping runs");

    private static int IndexOf(string[] names, string wire, string what) => Array.IndexOf(names, wire) is var at and >= 0
        ? at
        : throw new ArgumentException($"'{wire}' is no {what}: expected one of {string.Join(", ", names)}.", nameof(wire));
}
