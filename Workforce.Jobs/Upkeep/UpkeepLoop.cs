using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Upkeep;

/// <summary>Partitions ahead, old rows away. Every worker process runs it; done twice it does nothing the second time.</summary>
internal sealed partial class UpkeepLoop(JobsDatabase database, JobsOptions options, TimeProvider time, ILogger<UpkeepLoop> logger) : BackgroundService
{
    private readonly Trouble trouble = new("Upkeep", logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Upkeep, time);
        do
            try
            {
                await RunOnceAsync(stoppingToken);
                trouble.Over();
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                trouble.Met(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PartitionsAhead, null, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.DropHistory, (int)options.KeepHistory.TotalDays, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.AdoptRestoredEvents, null, ct);
        long events = 0, pruned;
        do
            events += pruned = await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneEvents, options.KeepEvents.TotalSeconds, ct);
        while (pruned > 0);
        var keys = await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneKeys, options.KeepIdempotencyKeys.TotalSeconds, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneProgress, options.KeepEvents.TotalSeconds, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneWorkers, null, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneAttached, null, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneSpawn, options.KeepIdempotencyKeys.TotalSeconds, ct);
        await UpkeepStatements.ExecuteAsync(database.Source, UpkeepStatements.PruneUse, null, ct);
        if (events + keys > 0)
            LogPruned(events, keys);
    }

    [LoggerMessage(LogLevel.Information, "Pruned {Events} event rows and {Keys} idempotency keys")]
    private partial void LogPruned(long events, long keys);
}
