namespace Workforce.Jobs.History.Planning;

/// <summary>What a handler does in one lease of its job.</summary>
/// <param name="Deed">What.</param>
/// <param name="Milliseconds">How long it takes before it ends; of a snooze also how long that is.</param>
internal sealed record Step(Deed Deed, int Milliseconds);

internal enum Deed
{
    Complete,

    /// <summary>Completes in its own transaction, together with a row of its own and a follow-up job.</summary>
    CompleteInTransaction,

    /// <summary>Reports progress, then completes.</summary>
    Report,
    Fail,
    Retry,
    Throw,
    Snooze,
    Wait,
    Cancel,

    /// <summary>Does not listen to its token, then completes.</summary>
    Deaf,
}

/// <summary>The payload of every job.</summary>
/// <param name="Number">No other job of the round has it; that of a follow-up job is its parent's and <see cref="Follows"/>.</param>
/// <param name="Steps">What is done in the first lease, in the second and so on; the last one again in all further ones.</param>
internal sealed record Work(int Number, IReadOnlyList<Step> Steps)
{
    public const int Follows = 1_000_000;

    /// <summary>Whether completing a job in its handler's transaction enqueues another; every second one only completes.</summary>
    public static bool IsFollowed(int number) => number < Follows && number % 2 == 0;

    public Step Of(long epoch) => Steps[(int)Math.Min(epoch, Steps.Count) - 1];
}
