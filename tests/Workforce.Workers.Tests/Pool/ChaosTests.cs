using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Workforce.Jobs;
using Workforce.Jobs.History.Servers;
using Workforce.Testing;
using JobOutcome = Workforce.Worker.Client.JobOutcome;

namespace Workforce.Workers.Tests.Pool;

/// <summary>Fifty workers leave nothing of two cores for others: it runs alone.</summary>
[CollectionDefinition(nameof(ChaosTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Fifty workers on two replicas, cut off, paused and killed at random. WORKFORCE_POOL_SECONDS says for how long (6 unless set), WORKFORCE_POOL_SEED from which seed.</summary>
[Collection(nameof(ChaosTests))]
public sealed class ChaosTests
{
    private const int Members = 50;

    [Fact]
    public async Task Fifty_workers_cut_paused_and_killed_at_random_lose_nothing_and_no_stale_outcome_is_taken()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("WORKFORCE_POOL_SECONDS") ?? "6", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("WORKFORCE_POOL_SEED") ?? "1", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}, {seconds} s");
        var random = new Random(seed);
        var settings = new Dictionary<string, string> { ["WorkerPool:Heartbeat"] = "00:00:00.3", ["WorkerPool:LostAfter"] = "00:00:01", ["WorkerPool:CallsPerSecond"] = "10000" };
        await using var first = await PoolHost.StartAsync(settings);
        var second = await PoolHost.StartAsync(settings, beside: first);
        var port = new Uri(second.Address).Port;
        var (tenant, key) = await first.KeyAsync();
        var begun = new ConcurrentBag<(int Number, long Epoch)>();
        var members = new List<(IHost Host, Network Wire)>();
        for (var n = 0; n < Members; n++)
            members.Add(await HireAsync(n));

        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var made = MakeAsync(over.Token);
        var healing = new List<Task>();
        var faults = 0;
        for (; !over.IsCancellationRequested; faults++)
        {
            await Task.Delay(random.Next(20, 120), CancellationToken.None);
            var n = random.Next(Members);
            switch (random.Next(10))
            {
                case < 4:
                    members[n].Wire.Cut();
                    healing.Add(HealAsync(members[n].Wire, random.Next(0, 300)));
                    break;
                case < 8:
                    members[n].Wire.Hang();
                    healing.Add(HealAsync(members[n].Wire, random.Next(100, 2500)));
                    break;
                default:
                    // Nothing of it comes through any more; whatever it still does is for nothing.
                    var dead = members[n];
                    dead.Wire.Cut();
                    healing.Add(BuryAsync(dead));
                    members[n] = await HireAsync(n);
                    break;
            }
            if (faults == 20)
            {
                await second.DisposeAsync();
                second = await PoolHost.StartAsync(settings, beside: first, port: port);
            }
        }
        var count = await made;
        await Task.WhenAll(healing);
        await first.UntilAsync("select count(*) = $1 from jobs.job_history", (long)count);

        Assert.Equal(0, await first.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal(count, await first.QueryAsync<long>("select count(distinct (payload->>'number')::int) from jobs.job_history where state = 'completed'"));
        // What was taken is what the holder of the last lease said, of every one of them.
        Assert.Equal(0, await first.QueryAsync<long>("select count(*) from jobs.job_history where (result->>'epoch')::bigint <> epoch"));
        var again = begun.Count - count;
        Assert.Equal(begun.Count, begun.Distinct().Count());
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} jobs, {faults} faults, {again} attempts more than jobs");
        await Task.WhenAll(members.Select(BuryAsync));
        await second.DisposeAsync();

        async Task<(IHost, Network)> HireAsync(int n)
        {
            // Every other one begins at the other replica; each has one wire, so that a cut is a cut.
            var wire = new Network(n % 2 == 0 ? new Uri(first.Address).Port : port);
            var host = await ClientWorker.StartAsync(key, [$"http://127.0.0.1:{wire.Port}"], async (page, job, ct) =>
            {
                begun.Add((page.Number, job.LeaseEpoch));
                job.Report(50, "half");
                await Task.Delay(page.Number % 50, ct);
                return JobOutcome.Complete(new { Epoch = job.LeaseEpoch });
            }, options => (options.Name, options.Slots, options.StopGrace, options.AbandonAfter) = ($"worker {n}", 3, TimeSpan.Zero, TimeSpan.FromMilliseconds(200)), new TestLogs().Expect("ignore their fired tokens"));
            return (host, wire);
        }

        async Task<int> MakeAsync(CancellationToken ct)
        {
            var number = 0;
            while (!ct.IsCancellationRequested)
            {
                var from = number;
                number += 40;
                await first.Jobs.EnqueueManyAsync([.. Enumerable.Range(from, 40).Select(n => new NewJob { Kind = "scan.read", PayloadJson = $$"""{"number":{{n}}}""", TenantId = tenant, MaxAttempts = 100 })], default);
                await Task.Delay(100, CancellationToken.None);
            }
            return number;
        }

        static async Task HealAsync(Network wire, int milliseconds)
        {
            await Task.Delay(milliseconds);
            wire.Heal();
        }

        static async Task BuryAsync((IHost Host, Network Wire) dead)
        {
            await dead.Host.StopAsync(CancellationToken.None);
            dead.Host.Dispose();
            await dead.Wire.DisposeAsync();
        }
    }
}
