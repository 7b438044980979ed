namespace Bench.Scenarios;

/// <summary>What a worker asks of Postgres while there is nothing to do.</summary>
internal static class Idle
{
    public static Scenario Scenario { get; } = new(
        "idle", "Transactions per second of one worker process with 10 queues and no job, over --seconds (30).",
        [Options.Seconds],
        async (settings, store, ct) =>
        {
            var seconds = settings.Seconds ?? 30;
            var database = await store.EmptyAsync(ct);
            await using var worker = PeerProcess.Worker(database, "noop", queues: 10);
            await worker.UntilAsync(w => w.Ready is not null, 30, ct);
            await Task.Delay(3000, ct);
            var before = (Count: await TransactionsAsync(), worker.Usage().Cpu);
            await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
            var after = (Count: await TransactionsAsync(), worker.Usage().Cpu);
            await worker.StopAsync();
            await store.DropAsync(database);
            return new { transactionsPerSecond = (after.Count - before.Count) / seconds, cpuShare = (after.Cpu - before.Cpu) / seconds, seconds };

            // Asked from another database, so that asking does not count.
            async Task<long> TransactionsAsync() => await Store.ReadAsync<long>(
                settings.Connection, $"select xact_commit + xact_rollback from pg_stat_database where datname = '{new Npgsql.NpgsqlConnectionStringBuilder(database.Connection).Database}'", ct);
        });
}
