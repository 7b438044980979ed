using System.Text.Json;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Settles what attempts have reserved with what they have used.</summary>
internal sealed partial class Ledger(JobsDatabase database, ILogger<Ledger> logger)
{
    public async Task SettleAsync(IReadOnlyList<Attempt> ended, CancellationToken ct)
    {
        var corrections = new List<Correction>();
        foreach (var attempt in ended)
            if (attempt.Job.Limited)
                corrections.AddRange(Corrections(attempt.Job, attempt.Spent, attempt.Begun));
        if (corrections.Count == 0)
            return;
        try
        {
            await LimitStatements.SettleAsync(database.Source, corrections, ct);
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            // What was reserved stands, which errs on the safe side.
            LogNotSettled(corrections.Count, problem.Message);
        }
    }

    /// <summary>What was spent replaces what was expected; who says nothing keeps to it; who never began gives all back.</summary>
    internal static IEnumerable<Correction> Corrections(ClaimedJob job, IReadOnlyDictionary<string, decimal> spent, bool begun)
    {
        var costs = job.CostsJson is null ? [] : JsonSerializer.Deserialize<Dictionary<string, decimal>>(job.CostsJson)!;
        if (!begun)
            yield return new(job, JobLimit.StartsMeasure, -1);
        foreach (var unit in costs.Keys.Union(spent.Keys, StringComparer.Ordinal))
            if ((begun ? spent.GetValueOrDefault(unit, costs.GetValueOrDefault(unit)) : 0) - costs.GetValueOrDefault(unit) is var delta and not 0)
                yield return new(job, unit, delta);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} reservations could not be settled ({Problem}) and stand as they are")]
    private partial void LogNotSettled(int count, string problem);
}
