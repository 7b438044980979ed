using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>What one claim took.</summary>
/// <param name="Saw">What was visible to it.</param>
internal sealed record Claim(long Xid, string Process, long Began, long Committed, Snapshot Saw, IReadOnlyList<Move> Moves)
{
    /// <summary>In the order in which they were committed. A claim without a snapshot has told nobody of itself, which is another rule's.</summary>
    public static IReadOnlyList<Claim> All(Recorded recorded) =>
    [
        .. recorded.Moves.Where(move => move.Claims && recorded.Snapshots.ContainsKey(move.Xid)).GroupBy(move => move.Xid)
            .Select(moves => new Claim(moves.Key, moves.First().Actor, moves.First().Began, moves.First().Committed, recorded.Snapshots[moves.Key], [.. moves]))
            .OrderBy(claim => claim.Committed),
    ];

    /// <summary>Whether the other was at it at the same time. A commit is seen a little after its time.</summary>
    public bool Overlaps(Claim other) => Xid != other.Xid && other.Began < Committed && (other.Committed > Began || !Saw.Sees(other.Xid));
}
