using System.Globalization;

namespace Bench.Scenarios;

/// <summary>How long somebody with a few jobs waits behind somebody with very many.</summary>
internal static class Fairness
{
    private const int Added = 10;

    public static Scenario Scenario { get; } = new(
        "fairness", "Tenant A has --jobs (100,000) waiting and a worker is at them; tenant B adds 10, one after the other: milliseconds from before the enqueue call to the handler entered.",
        [Options.Jobs],
        async (settings, store, ct) =>
        {
            var database = await store.LoadedAsync(settings.Jobs ?? 100_000, ct);
            await using var worker = PeerProcess.Worker(database, "lat");
            await worker.UntilAsync(w => w.First is not null, 30, ct);
            await PeerProcess.ProduceAsync(database, ct, "other", Added.ToString(CultureInfo.InvariantCulture));
            var left = await Store.ReadAsync<long>(database.Connection, "select count(*) from jobs.job", ct);
            await worker.StopAsync();
            await store.DropAsync(database);
            double[] sorted = [.. worker.Milliseconds!.Order()];
            return new { p50 = Percentile.Of(sorted, 0.5), p95 = Percentile.Of(sorted, 0.95), max = sorted[^1], jobs = sorted.Length, leftOfA = left };
        });
}
