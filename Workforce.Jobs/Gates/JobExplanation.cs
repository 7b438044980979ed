namespace Workforce.Jobs.Gates;

/// <summary>Why a job does not run.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Holds">All that holds it up, the first to be dealt with first; none of a job that runs or has finished, or is next.</param>
/// <param name="Ahead">Jobs of its tenant and kind that are in line before it; 10,000 where there are more.</param>
/// <param name="ExpectedStart">At the rate at which such jobs started in the last minute; null: nothing to go by, or it is held up for a time that is not known.</param>
/// <param name="At">When this was so.</param>
public sealed record JobExplanation(JobState State, IReadOnlyList<JobHold> Holds, int Ahead, DateTimeOffset? ExpectedStart, DateTimeOffset At);

/// <summary>One thing that holds a job up.</summary>
/// <param name="Why">What it is.</param>
/// <param name="Text">A sentence for people.</param>
/// <param name="Until">When it ends by itself; null: not by itself, or not known.</param>
public sealed record JobHold(HoldReason Why, string Text, DateTimeOffset? Until = null);

/// <summary>What may hold a job up.</summary>
public enum HoldReason
{
    /// <summary>It waits until it is woken.</summary>
    Waiting,

    /// <summary>Its time has not come.</summary>
    NotDue,

    /// <summary>It is paused, by itself or with others.</summary>
    Paused,

    /// <summary>A limit leaves it no room.</summary>
    Limited,

    /// <summary>No worker that is there does its kind.</summary>
    NoWorker,

    /// <summary>None of those that have offers what it needs.</summary>
    NotOffered,

    /// <summary>Others are in line before it.</summary>
    Behind,
}
