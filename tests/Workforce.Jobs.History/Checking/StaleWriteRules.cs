using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>Only who holds a lease ends it, with what its handler returned under that very lease; or it is taken away: by a rescue or by a cancellation.</summary>
internal static class StaleWriteRules
{
    public const string Client = "client";

    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var runs = recorded.Runs.ToLookup(run => (run.JobId, run.Epoch));
        var lost = new Dictionary<(Guid, long), long>();
        foreach (var move in recorded.Moves.Where(move => move is { EndsLease: true, To: not null }))
        {
            var (from, to) = (move.From!, move.To!);
            lost[(move.JobId, from.Epoch)] = move.Committed;
            var holder = from.WorkerId is { } worker ? recorded.Workers.GetValueOrDefault(worker) : null;
            var run = runs[(move.JobId, from.Epoch)].FirstOrDefault();
            if (Wrong(move.Actor, holder, from, to, run) is { } wrong)
                yield return new("stale-write", move.JobId, $"Lease {from.Epoch} of {holder} was ended as {to.State} by {move.Actor}: {wrong}.");
        }
        foreach (var report in recorded.Reports)
            if (report.Reported != report.Epoch)
                yield return new("stale-write", report.JobId, $"A report made under lease {report.Reported} was stored under {report.Epoch}.");
            // A commit is seen a little after its time.
            else if (lost.TryGetValue((report.JobId, report.Epoch), out var end) && report.Began > end + 1_000_000)
                yield return new("stale-write", report.JobId, $"A report under lease {report.Epoch} was stored {report.Began - end} µs after that had ended.");
    }

    private static string? Wrong(string actor, string? holder, Recording.Version from, Recording.Version to, Run? run)
    {
        if (to.State == "cancelled" && actor == Client)
            return null;
        // A job that is handed back keeps the errors it had.
        var error = to.Errors > from.Errors ? to.Error : null;
        if (error is not null && error.StartsWith("worker ", StringComparison.Ordinal))
            return error != $"worker {holder} was lost" ? $"its error says '{error}'"
                : to.State == "failed" && from.Attempt < from.MaxAttempts ? $"attempt {from.Attempt} of {from.MaxAttempts} was not the last" : null;
        if (actor != holder)
            return "it is not the holder";
        if (to.State == "completed")
            return (to.ResultEpoch, to.ResultProcess) != (from.Epoch, holder) ? $"its result is of lease {to.ResultEpoch} in {to.ResultProcess}"
                // Where the answer to a commit was lost its handler threw, and the job is completed all the same.
                : run is null ? "its handler never began"
                : run is { How: not (null or "Completed" or "CompletedInTransaction" or "threw") } ? $"its handler ended as {run.How}" : null;
        // What a handler gave as its reason names its lease; what the engine wrote of its own accord does not.
        var said = to.State is "waiting" or "cancelled" ? to.Reason : error;
        return said?.IndexOf("lease ", StringComparison.Ordinal) is { } at and >= 0 && long.TryParse(said[(at + 6)..], out var lease) && lease != from.Epoch
            ? $"what was said was said under lease {lease}" : null;
    }
}
