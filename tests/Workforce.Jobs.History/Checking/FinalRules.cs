using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>Once nothing is broken any more every job comes to its end, and is there once.</summary>
internal static class FinalRules
{
    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var last = new Dictionary<Guid, Move>();
        foreach (var move in recorded.Moves)
            last[move.JobId] = move;
        var final = recorded.Final.ToLookup(job => job.JobId);
        foreach (var (id, move) in last)
            if (move.To is null)
                yield return new("lost", id, $"It was {move.From!.State} and is in neither table since.");
            else if (final[id].Count() != 1)
                yield return new("lost", id, $"It is stored {final[id].Count()} times at the end.");
            else if (final[id].First() is var row && (row.State, row.Epoch) != (move.To.State, move.To.Epoch))
                yield return new("recorder", id, $"It is {row.State} under lease {row.Epoch} at the end; the last that was recorded is {move.To.State} under {move.To.Epoch}.");
            else if (!row.Finished)
                yield return new("lost", id, $"It is {row.State} (lease {row.Epoch}, attempt {row.Attempt} of {row.MaxAttempts}) and does not come to its end.");
        foreach (var row in recorded.Final.Where(row => !last.ContainsKey(row.JobId)))
            yield return new("recorder", row.JobId, "It is stored and nobody saw it come.");
    }
}
