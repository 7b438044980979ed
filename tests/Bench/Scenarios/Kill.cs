namespace Bench.Scenarios;

/// <summary>What becomes of the jobs of a killed worker.</summary>
internal static class Kill
{
    private const int InFlight = 100;

    public static Scenario Scenario { get; } = new(
        "kill", "kill -9 of a worker with 100 jobs in handlers, a second worker is started at once: seconds until they have started again, and how many were lost or run twice.",
        [],
        async (settings, store, ct) =>
        {
            var database = await store.LoadedAsync(InFlight, ct);
            await using var victim = PeerProcess.Worker(database, "hold");
            await victim.UntilAsync(w => w.Handled >= InFlight, 30, ct);
            await Task.Delay(300, ct);
            victim.Kill();
            var killed = Clock.Now;
            await using var survivor = PeerProcess.Worker(database, "record");
            HashSet<long> Again() => [.. survivor.Ran.Select(r => r.Job)];
            await survivor.UntilAsync(_ => Again().Count >= InFlight, 60, ct);
            // Time for a job to be run once more than it should.
            await Task.Delay(3000, ct);
            await survivor.StopAsync();
            var left = await Store.ReadAsync<long>(database.Connection, "select count(*) from jobs.job", ct);
            var completed = await Store.ReadAsync<long>(database.Connection, "select count(*) from jobs.job_history where state = 'completed' and attempt = 2", ct);
            await store.DropAsync(database);
            double[] seconds = [.. survivor.Ran.Select(r => (r.At - killed) / 1e9).Order()];
            return new
            {
                first = seconds[0], last = seconds[^1], readyAfter = (survivor.Ready!.Value - killed) / 1e9,
                rerun = Again().Count, lost = InFlight - completed, twice = survivor.Ran.Count - Again().Count, left,
            };
        });
}
