using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workforce.Jobs;

namespace Bench.Peer;

/// <summary>Enqueues from a process of its own.</summary>
internal sealed class Producer : IAsyncDisposable
{
    /// <summary>Jobs per call and transaction of a bulk enqueue.</summary>
    private const int Chunk = 10_000;

    private readonly IHost host;
    private readonly JobClient client;

    private Producer(IHost host) => (this.host, client) = (host, host.Services.GetRequiredService<JobClient>());

    public static async Task<Producer> StartAsync(Settings settings) => new(await EngineHost.StartAsync(settings));

    /// <summary>Each producer awaits its job before it enqueues the next.</summary>
    public async Task<(long Jobs, double Seconds)> SingleAsync(double seconds, int producers, CancellationToken ct)
    {
        await client.EnqueueAsync(BenchJob.New(-1), ct);
        var n = 0L;
        var start = Clock.Now;
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(
            async () =>
            {
                while (Clock.SecondsSince(start) < seconds)
                    await client.EnqueueAsync(BenchJob.New(Interlocked.Increment(ref n)), ct);
            },
            ct)));
        return (n, Clock.SecondsSince(start));
    }

    public async Task<(long Jobs, double Seconds)> BulkAsync(int jobs, long first, CancellationToken ct)
    {
        var start = Clock.Now;
        for (var done = 0; done < jobs; done += Chunk)
            await client.EnqueueManyAsync([.. Enumerable.Range(done, Math.Min(Chunk, jobs - done)).Select(i => BenchJob.New(first + i))], ct);
        return (jobs, Clock.SecondsSince(start));
    }

    /// <summary>At a steady rate whether or not those before have been stored.</summary>
    public async Task<(long Jobs, double Seconds)> PacedAsync(int jobs, int perSecond, CancellationToken ct)
    {
        await client.EnqueueAsync(BenchJob.New(-1, Clock.Text), ct);
        await Task.Delay(1500, ct);
        var start = Stopwatch.GetTimestamp();
        var stored = new List<Task>(jobs);
        for (var i = 0; i < jobs; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, ct);
            stored.Add(client.EnqueueAsync(BenchJob.New(i, Clock.Text), ct));
        }
        await Task.WhenAll(stored);
        return (jobs, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Each for another tenant than the rest, with the time of its enqueue call, 50 ms after the one before.</summary>
    public async Task<(long Jobs, double Seconds)> OtherAsync(int jobs, CancellationToken ct)
    {
        var start = Clock.Now;
        // The first call of a process is slow by itself.
        await client.EnqueueAsync(BenchJob.New(-1) with { TenantId = BenchJob.OtherTenant }, ct);
        for (var i = 0; i < jobs; i++)
        {
            await Task.Delay(50, ct);
            await client.EnqueueAsync(BenchJob.New(i, Clock.Text) with { TenantId = BenchJob.OtherTenant }, ct);
        }
        return (jobs, Clock.SecondsSince(start));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
