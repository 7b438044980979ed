using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>A cancellation that was acknowledged is the end; one that was answered with "it had finished" was right.</summary>
internal static class CancelRules
{
    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var moves = recorded.Moves.ToLookup(move => move.JobId);
        foreach (var call in recorded.Calls.Where(call => call is { Operation: CancelJob, Answer: Answer.Ok, JobId: not null }))
        {
            var job = call.JobId!.Value;
            var cancelled = moves[job].Where(move => move is { Actor: StaleWriteRules.Client, To.State: "cancelled" }).ToList();
            if (call.Did && cancelled.Count == 0)
                yield return new("cancel", job, "Its cancellation was acknowledged and never happened.");
            else if (!call.Did && !moves[job].Any(move => move.To is { Finished: true } && move.Began < call.Answered))
                yield return new("cancel", job, "Its cancellation was answered with 'it had finished', and it had not.");
        }
        foreach (var job in moves)
            if (job.SkipWhile(move => move.To?.State != "cancelled").Skip(1).FirstOrDefault() is { } after)
                yield return new("cancel", job.Key, $"After it was cancelled it went from {after.From?.State} to {after.To?.State}, by {after.Actor}.");
    }
}
