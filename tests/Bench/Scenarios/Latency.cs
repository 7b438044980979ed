using System.Globalization;

namespace Bench.Scenarios;

/// <summary>How soon a job starts on an idle system.</summary>
internal static class Latency
{
    public static Scenario Scenario { get; } = new(
        "latency", "--jobs (1,000) at --rate (50) per second by another process: milliseconds from before the enqueue call to the handler entered.",
        [Options.Jobs, Options.Rate],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 1000;
            var database = await store.EmptyAsync(ct);
            await using var worker = PeerProcess.Worker(database, "lat");
            await worker.UntilAsync(w => w.Ready is not null, 30, ct);
            await Task.Delay(1000, ct);
            await PeerProcess.ProduceAsync(database, ct, "paced", jobs.ToString(CultureInfo.InvariantCulture), (settings.Rate ?? 50).ToString(CultureInfo.InvariantCulture));
            await worker.UntilAsync(w => w.Handled > jobs, 8, ct);
            await worker.StopAsync();
            await store.DropAsync(database);
            double[] sorted = [.. worker.Milliseconds!.Order()];
            return new
            {
                p50 = Percentile.Of(sorted, 0.5), p95 = Percentile.Of(sorted, 0.95), p99 = Percentile.Of(sorted, 0.99), max = sorted[^1], jobs = sorted.Length,
                redis = settings.Redis is not null,
            };
        });
}
