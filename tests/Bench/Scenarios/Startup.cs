namespace Bench.Scenarios;

/// <summary>How soon a process is at work.</summary>
internal static class Startup
{
    public static Scenario Scenario { get; } = new(
        "startup", "From the start of a worker process to registered and to its first handler, one job waiting; milliseconds.",
        [],
        async (_, store, ct) =>
        {
            var database = await store.LoadedAsync(1, ct);
            await using var worker = PeerProcess.Worker(database, "noop");
            await worker.UntilAsync(w => w is { Ready: not null, First: not null }, 30, ct);
            await Task.Delay(500, ct);
            var idle = worker.Usage().Rss;
            await worker.StopAsync();
            await store.DropAsync(database);
            return new { readyMs = (worker.Ready!.Value - worker.Spawned) / 1e6, firstMs = (worker.First!.Value - worker.Spawned) / 1e6, idleMb = idle };
        });
}
