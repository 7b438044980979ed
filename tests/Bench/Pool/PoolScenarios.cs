using System.Globalization;
namespace Bench.Pool;

/// <summary>What it costs to do jobs from outside, through the worker pool.</summary>
internal static class PoolScenarios
{
    public static Scenario Drain { get; } = new(
        "pool-drain", "--jobs (10,000) no-op jobs through one attached .NET worker with --slots (1,000), after the same by a process of the engine; share is the first rate by the second.",
        [Options.Jobs, Options.Slots],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 10_000;
            var inside = await store.LoadedAsync(jobs, ct);
            var own = await Scenarios.Drain.MeasureAsync(inside, jobs, 60, ct);
            await store.DropAsync(inside);
            var database = await store.LoadedAsync(jobs, ct);
            await using (var server = await PoolServer.StartAsync(database, ct))
            {
                var attached = await Scenarios.Drain.MeasureAsync(database, jobs, 60, ct, () => PeerProcess.Attached(database, server, "noop", settings.Slots ?? 1000));
                await store.DropAsync(database);
                return new { share = attached.Rate / own.Rate, attachedRate = attached.Rate, insideRate = own.Rate, jobs };
            }
        });

    public static Scenario Latency { get; } = new(
        "pool-latency", "--jobs (500) at --rate (50) per second: milliseconds from before the enqueue call to the handler of an attached .NET worker entered, after the same for a handler of the engine; added is the difference of the medians.",
        [Options.Jobs, Options.Rate, Options.Slots],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 500;
            var inside = await store.EmptyAsync(ct);
            var own = await MeasureAsync(settings, jobs, inside, PeerProcess.Worker(inside, "lat"), ct);
            await store.DropAsync(inside);
            var database = await store.EmptyAsync(ct);
            await using var server = await PoolServer.StartAsync(database, ct);
            var attached = await MeasureAsync(settings, jobs, database, PeerProcess.Attached(database, server, "lat", settings.Slots ?? 16), ct);
            await store.DropAsync(database);
            return new
            {
                addedP50 = Percentile.Of(attached, 0.5) - Percentile.Of(own, 0.5), attachedP50 = Percentile.Of(attached, 0.5), attachedP99 = Percentile.Of(attached, 0.99),
                insideP50 = Percentile.Of(own, 0.5), insideP99 = Percentile.Of(own, 0.99), jobs,
            };
        });

    public static Scenario Idle { get; } = new(
        "pool-idle", "--workers (200) attached with nothing to do for --seconds (20): processor time of the server as a share of one core and its resident memory (MiB), without and with them.",
        [Options.Seconds, Options.Workers],
        async (settings, store, ct) =>
        {
            var (seconds, workers) = (settings.Seconds ?? 20, settings.Workers ?? 200);
            var database = await store.EmptyAsync(ct);
            await using var server = await PoolServer.StartAsync(database, ct);
            await Task.Delay(3000, ct);
            var without = await RestAsync();
            await using var attached = PeerProcess.Attached(database, server, "noop", 4, workers);
            await attached.UntilAsync(w => w.Ready is not null, 60, ct);
            await Task.Delay(3000, ct);
            var with = await RestAsync();
            await attached.StopAsync();
            await store.DropAsync(database);
            return new { addedCore = with.Core - without.Core, addedMb = with.Rss - without.Rss, core = with.Core, rssMb = with.Rss, coreWithout = without.Core, rssMbWithout = without.Rss, workers };

            async Task<(double Core, double Rss)> RestAsync()
            {
                var (before, since) = (server.Usage(), Clock.Now);
                await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
                var after = server.Usage();
                return ((after.Cpu - before.Cpu) / Clock.SecondsSince(since), after.Rss);
            }
        });

    private static async Task<double[]> MeasureAsync(Settings settings, int jobs, Settings database, PeerProcess made, CancellationToken ct)
    {
        await using var worker = made;
        await worker.UntilAsync(w => w.Ready is not null, 30, ct);
        await Task.Delay(1000, ct);
        await PeerProcess.ProduceAsync(database, ct, "paced", jobs.ToString(CultureInfo.InvariantCulture), (settings.Rate ?? 50).ToString(CultureInfo.InvariantCulture));
        await worker.UntilAsync(w => w.Handled > jobs, 8, ct);
        await worker.StopAsync();
        return [.. worker.Milliseconds!.Order()];
    }
}
