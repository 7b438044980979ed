using System.Data;
using Npgsql;

namespace Bench.Scenarios;

/// <summary>What one forgotten transaction costs: nothing that was deleted since it began can be cleaned away.</summary>
internal static class HeldXmin
{
    public static Scenario Scenario { get; } = new(
        "held-xmin", "Drains --jobs (100,000) twice: once free, once while a transaction of before the start stays open; share is the second rate by the first.",
        [Options.Jobs, Options.Processes],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 100_000;
            var free = await RunAsync(store, jobs, held: false, ct);
            var held = await RunAsync(store, jobs, held: true, ct);
            return new { share = held.Rate / free.Rate, heldRate = held.Rate, freeRate = free.Rate, held.Quarters, held.Processes, held.Jobs };
        });

    private static async Task<Drain.Result> RunAsync(Store store, int jobs, bool held, CancellationToken ct)
    {
        var database = await store.LoadedAsync(jobs, ct);
        Drain.Result result;
        await using (var forgotten = new NpgsqlConnection(database.Connection))
        {
            if (held)
            {
                await forgotten.OpenAsync(ct);
                _ = await forgotten.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
                await using var snapshot = new NpgsqlCommand("select count(*) from jobs.worker", forgotten);
                await snapshot.ExecuteScalarAsync(ct);
            }
            result = await Drain.MeasureAsync(database, jobs, 120, ct);
        }
        await store.DropAsync(database);
        return result;
    }
}
