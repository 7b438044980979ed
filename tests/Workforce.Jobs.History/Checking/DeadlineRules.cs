using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>No job fails because of a deadline that has not passed, whatever clock its worker reads.</summary>
internal static class DeadlineRules
{
    // A timer counts whole milliseconds and may end within the last of them.
    private const long Timer = 20_000;

    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        foreach (var move in recorded.Moves)
            if (move.To is { State: "failed", Deadline: { } deadline, Error: { } error } && error.StartsWith("the deadline", StringComparison.Ordinal) && move.Committed < deadline - Timer)
                yield return new("deadline", move.JobId, $"It failed {deadline - move.Committed} µs before its deadline: {error}");
    }
}
