namespace Bench.Scenarios;

/// <summary>What a worker process takes.</summary>
internal static class Memory
{
    public static Scenario Scenario { get; } = new(
        "memory", "Resident memory (MiB) of a worker: idle, while and after it has run --jobs (100,000).",
        [Options.Jobs],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 100_000;
            var database = await store.EmptyAsync(ct);
            await using var worker = PeerProcess.Worker(database, "noop");
            await worker.UntilAsync(w => w.Ready is not null, 30, ct);
            await Task.Delay(1000, ct);
            var idle = worker.Usage().Rss;
            await PeerProcess.ProduceAsync(database, ct, "bulk", $"{jobs}");
            await worker.UntilAsync(w => w.Handled >= jobs, 120, ct);
            var after = worker.Usage();
            await worker.StopAsync();
            await store.DropAsync(database);
            return new { idleMb = idle, peakMb = after.Peak, afterMb = after.Rss, jobs };
        });
}
