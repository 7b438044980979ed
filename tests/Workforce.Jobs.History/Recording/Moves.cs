namespace Workforce.Jobs.History.Recording;

/// <summary>A row of history.change that is about a job.</summary>
/// <param name="Place">job or history: the table.</param>
internal sealed record RowChange(long Xid, long Began, long Committed, string Actor, string Place, Version? Before, Version? After);

/// <summary>Puts changes of rows together to what became of jobs.</summary>
internal static class Moves
{
    /// <summary>A row that leaves one table and one that enters the other in the same transaction are one move.</summary>
    /// <param name="changes">In the order in which they were made.</param>
    public static IReadOnlyList<Move> Of(IEnumerable<RowChange> changes)
    {
        var moves = new List<Move>();
        // Transaction and job of a half: where its move stands.
        var halves = new Dictionary<(long, Guid), int>();
        foreach (var change in changes)
        {
            var id = (change.After ?? change.Before)!.JobId;
            if (change is { Before: not null, After: not null } || !halves.Remove((change.Xid, id), out var at))
            {
                if (change.Before is null || change.After is null)
                    halves[(change.Xid, id)] = moves.Count;
                moves.Add(new(change.Xid, change.Began, change.Committed, change.Actor, id, change.Before, change.After));
            }
            else
                moves[at] = moves[at] with { From = moves[at].From ?? change.Before, To = moves[at].To ?? change.After };
        }
        return moves;
    }
}
