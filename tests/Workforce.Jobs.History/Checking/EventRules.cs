using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>The engine tells of each move in the transaction that makes it, and of none that was not made.</summary>
internal static class EventRules
{
    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var told = recorded.Events.ToLookup(told => (told.Xid, told.JobId));
        var moved = recorded.Moves.ToLookup(move => (move.Xid, move.JobId));
        foreach (var moves in moved)
        {
            var types = told[moves.Key].Select(t => t.Type).ToList();
            if (moves.Count() == 1 && Expected(moves.First()) is var expected && (types.Count != 1 || !expected.Contains(types[0])) && !(types.Count == 0 && IsSilent(moves.First())))
                yield return new("event", moves.Key.JobId, $"It went from {moves.First().From?.State ?? "nothing"} to {moves.First().To?.State ?? "nothing"}; what was told is: {(types.Count == 0 ? "nothing" : string.Join(", ", types))}.");
        }
        foreach (var lone in told.Where(told => !moved.Contains(told.Key)))
            yield return new("event", lone.Key.JobId, $"It was told that it was {string.Join(", ", lone.Select(t => t.Type))}, and nothing happened to it.");
    }

    // Put in line.
    private static bool IsSilent(Move move) => move is { From: { Held: false }, To: { Held: false } } && move.From.State == move.To.State;

    private static string[] Expected(Move move) => move switch
    {
        { From: null } or { Redrives: true } => ["enqueued"],
        { Claims: true } => ["started"],
        { To: { Finished: true } to } => [to.State],
        { EndsLease: true, To.State: "waiting" } => ["waiting"],
        { EndsLease: true } => ["retrying", "snoozed", "returned"],
        { From.State: "waiting", To.State: "pending" or "retrying" } => ["enqueued"],
        _ => ["changed"],
    };
}
