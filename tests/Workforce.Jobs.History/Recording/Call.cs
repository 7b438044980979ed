using Workforce.Jobs.History.Planning;

namespace Workforce.Jobs.History.Recording;

/// <summary>An operation as its client saw it.</summary>
/// <param name="Invoked">Before the call.</param>
/// <param name="Answered">After it.</param>
/// <param name="Detail">Why it was refused, or what broke.</param>
internal sealed record Call(PlannedOperation Operation, long Invoked, long Answered, Answer Answer, string? Detail = null)
{
    /// <summary>Of an enqueue: the jobs, in their order, and whether each was there already.</summary>
    public IReadOnlyList<(Guid Id, bool Existing)> Jobs { get; init; } = [];

    /// <summary>Of what was done to one job: which.</summary>
    public Guid? JobId { get; init; }

    /// <summary>It said it did something.</summary>
    public bool Did { get; init; }
}

internal enum Answer
{
    Ok,

    /// <summary>Nothing was done, and that is certain.</summary>
    Refused,

    /// <summary>The connection broke: it was done, or it was not.</summary>
    Unknown,
}
