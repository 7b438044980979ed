using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;
using Workforce.Jobs.History.Servers;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

[Collection(nameof(Measured))]
public sealed class OutageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Redis_may_come_and_go_with_one_warning_and_jobs_start_at_once_all_along()
    {
        await using var engine = await Engine.StartAsync();
        await using var server = new RedisServer();
        await server.StartAsync();
        var configuration = ConfigurationOptions.Parse($"127.0.0.1:{server.Port},abortConnect=false,connectTimeout=500,connectRetry=1");
        using var redisOfWorker = await ConnectionMultiplexer.ConnectAsync(configuration);
        using var redisOfClient = await ConnectionMultiplexer.ConnectAsync(configuration);
        TestLogs workerLogs = new(), clientLogs = new();
        var ran = new ConcurrentDictionary<int, TaskCompletionSource>();
        // A beat so slow that only a bell can be the cause of a quick start.
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => (o.Beat, o.LostAfterDisconnect) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)), redisOfWorker, logs: workerLogs, services: s => s.AddSingleton<Doing>((note, _, _) =>
        {
            ran[note.Number].SetResult();
            return Task.FromResult(JobOutcome.Complete());
        }));
        var client = await engine.ClientAsync(redis: redisOfClient, logs: clientLogs);
        var number = 0;
        async Task<double> StartsAsync()
        {
            var n = ++number;
            ran[n] = new();
            var begun = TimeProvider.System.GetTimestamp();
            await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), default);
            await ran[n].Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            return TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
        }
        async Task<double> QuickestAsync() => (await Task.WhenAll([StartsAsync(), StartsAsync(), StartsAsync()])).Min();

        await StartsAsync();
        var with = await QuickestAsync();
        Assert.DoesNotContain(workerLogs.Entries.Concat(clientLogs.Entries), e => e.Level >= LogLevel.Warning);
        await server.StopAsync();
        var without = await QuickestAsync();
        while (new[] { workerLogs, clientLogs }.Any(logs => logs.Entries.All(e => e.Level < LogLevel.Warning)))
            await QuickestAsync();
        await server.StartAsync();
        while (!redisOfClient.IsConnected || !redisOfWorker.IsConnected)
            await Task.Yield();
        // Each side finds out when it next rings.
        var again = await QuickestAsync();
        while (new[] { workerLogs, clientLogs }.Any(logs => !logs.Entries.Any(IsBack)))
            await QuickestAsync();

        output.WriteLine($"From before the enqueue to the handler: with Redis {with:F1} ms, without {without:F1} ms, with it again {again:F1} ms.");
        Assert.All([with, without, again], ms => Assert.InRange(ms, 0, 1000));
        foreach (var logs in (TestLogs[])[workerLogs, clientLogs])
        {
            Assert.StartsWith("Redis is not reachable", Assert.Single(logs.Entries, e => e.Level >= LogLevel.Warning).Message, StringComparison.Ordinal);
            Assert.Single(logs.Entries, IsBack);
        }

        static bool IsBack(TestLogs.Entry entry) => entry.Message.StartsWith("Redis is back", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postgres_may_be_restarted_at_any_moment_and_every_job_ends_exactly_once()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        await using var owner = NpgsqlDataSource.Create($"{server.ConnectionString};Pooling=false");
        await SqlMigrator.ApplyAsync(owner, JobsMigrations.All, TestContext.Current.CancellationToken);
        var logs = new TestLogs();
        var tenant = Guid.CreateVersion7();
        var effects = new ConcurrentDictionary<int, int>();
        using var host = await Engine.HostAsync(server.ConnectionString.Replace("Username=postgres", "Username=workforce_engine", StringComparison.Ordinal),
            c => c.Add<Note, Does>(Kinds.First with { Retry = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1)) }), o => o.ServerStartGrace = TimeSpan.FromSeconds(2), logs: logs,
            services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
            {
                await job.ReportAsync(50, "half", ct);
                effects.AddOrUpdate(note.Number, 1, (_, n) => n + 1);
                return JobOutcome.Complete();
            }));
        var client = host.Services.GetRequiredService<JobClient>();
        using var watching = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var completed = new ConcurrentDictionary<Guid, int>();
        var all = new TaskCompletionSource();
        var watch = Task.Run(async () =>
        {
            await foreach (var happened in client.EventsAsync(tenant, 0, watching.Token))
                if (happened.Type == "completed" && completed.AddOrUpdate(happened.JobId, 1, (_, n) => n + 1) == 1 && completed.Count == 3000)
                    all.SetResult();
        }, TestContext.Current.CancellationToken);

        for (var batch = 0; batch < 3; batch++)
        {
            var from = batch * 1000;
            // A batch with keys may be sent again when nobody knows whether it was stored.
            var jobs = Enumerable.Range(from, 1000).Select(n => NewJob.Of(Kinds.First, new Note(n), tenant) with { IdempotencyKey = $"{n}" }).ToArray();
            await UntilStoredAsync(() => client.EnqueueManyAsync(jobs, default));
            while (completed.Count < from + 300)
                await Task.Yield();
            await server.RestartAsync();
        }

        await all.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await watching.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        Assert.Equal(3000, completed.Count);
        Assert.All(completed.Values, times => Assert.Equal(1, times));
        Assert.Equal(3000, effects.Count);
        await using var left = owner.CreateCommand("select (select count(*) from jobs.job) + 10000 * (select count(*) from jobs.job_history where state = 'completed')");
        Assert.Equal(30_000_000L, await left.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        // The live worker was never taken for lost, although its session was dropped three times.
        await using var lost = owner.CreateCommand("select count(*) from jobs.worker where lost_at is not null");
        Assert.Equal(0L, await lost.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        output.WriteLine($"{effects.Values.Count(n => n > 1)} of 3000 handlers ran more than once over three restarts.");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilStoredAsync(Func<Task> store)
    {
        while (true)
            try
            {
                await store();
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Yield();
            }
    }
}
