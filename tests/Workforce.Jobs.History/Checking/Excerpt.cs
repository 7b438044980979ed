using System.Globalization;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>What is known of one job, line by line, in seconds since the first of them.</summary>
internal static class Excerpt
{
    private const int Most = 40;

    public static IReadOnlyList<string> Of(Recorded recorded, Violation violation)
    {
        if (violation.JobId is not { } jobId)
            return [];
        var lines = new List<(long At, string Text)>();
        if (violation.At is { } at)
            lines.Add((at, $"<-- {violation.Rule}: {violation.Text}"));
        foreach (var move in recorded.Moves.Where(move => move.JobId == jobId))
            lines.Add((move.Committed, $"{move.Actor}: {Text(move.From)} -> {Text(move.To)}{Holder(recorded, move)}"));
        foreach (var run in recorded.Runs.Where(run => run.JobId == jobId))
        {
            lines.Add((run.Entered, $"{run.Process}: handler began under lease {run.Epoch}"));
            if (run.Left is { } left)
                lines.Add((left, $"{run.Process}: handler under lease {run.Epoch} ended: {run.How}"));
        }
        foreach (var call in recorded.Calls)
            if (call.JobId == jobId || call.Jobs.Any(job => job.Id == jobId))
            {
                lines.Add((call.Invoked, $"client {call.Operation.Client}: {Name(call.Operation)}"));
                lines.Add((call.Answered, $"client {call.Operation.Client}: {Name(call.Operation)} was answered: {call.Answer}{(call.Operation is EnqueueJobs ? "" : call.Did ? ", done" : ", not done")}"));
            }
        var (first, last) = (lines.Min(line => line.At), lines.Max(line => line.At));
        foreach (var strike in recorded.Strikes.Where(strike => strike.From < last && strike.To > first))
        {
            lines.Add((strike.From, $"fault: {Name(strike.Fault)}"));
            lines.Add((strike.To, $"fault over: {Name(strike.Fault)}"));
        }
        var ordered = lines.OrderBy(line => line.At).ToList();
        // The beginning of a long story matters less than its end.
        return [.. ordered.Skip(Math.Max(0, ordered.Count - Most)).Select(line => $"{((line.At - ordered[0].At) / 1e6).ToString("0.000000", CultureInfo.InvariantCulture),12}  {line.Text}")];
    }

    private static string Name(PlannedFault fault) => $"{fault.Fault}{(fault.Fault is Fault.RestartFast or Fault.RestartImmediate ? "" : fault.Process == PlannedFault.Clients ? " of the clients" : $" of w{fault.Process}")}";

    private static string Name(PlannedOperation operation) => operation.GetType().Name;

    private static string Text(Recording.Version? version) => version is null ? "nothing" : $"{version.State} (lease {version.Epoch}, attempt {version.Attempt}{((version.Reason ?? version.Error) is { } said ? $", '{said}'" : "")})";

    private static string Holder(Recorded recorded, Move move) => move.Claims ? $", held by {LeaseRules.Holder(recorded, move)}" : "";
}
