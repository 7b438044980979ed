using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bench.Peer;

/// <summary>A worker process that says what it does, until SIGTERM.</summary>
internal static class PeerWorker
{
    private const int InFlight = 100;

    /// <param name="settings">How the engine runs.</param>
    /// <param name="mode">What its handlers do.</param>
    /// <param name="queues">How many queues it works on; the jobs are all in the first.</param>
    /// <param name="ct">SIGTERM.</param>
    public static async Task RunAsync(Settings settings, WorkMode mode, int queues, CancellationToken ct)
    {
        var handling = new Handling(mode);
        using var host = await EngineHost.StartAsync(
            settings,
            options => options.Concurrency = mode == WorkMode.Hold ? InFlight : settings.Concurrency,
            (jobs, services) =>
            {
                services.AddSingleton(handling);
                jobs.AddWorker(catalog =>
                {
                    catalog.Add<BenchJob, BenchHandler>(BenchJob.Kind);
                    for (var n = 1; n < queues; n++)
                        catalog.Add<BenchJob, BenchHandler>(new($"bench{n}.noop"));
                });
            });
        var health = host.Services.GetRequiredService<HealthCheckService>();
        while ((await health.CheckHealthAsync(ct)).Status != HealthStatus.Healthy)
            await Task.Delay(1, ct);
        await SayAsync(handling, mode, ct);
        // Handlers that never return are not waited for.
        if (mode != WorkMode.Hold)
            await host.StopAsync(CancellationToken.None);
    }

    /// <summary>Tells how many were handled when, until it is asked to stop.</summary>
    public static async Task SayAsync(Handling handling, WorkMode mode, CancellationToken ct)
    {
        PeerLines.Write(new { ev = "ready", t = Clock.Text });
        var reported = 0L;
        void Report()
        {
            if (handling.Handled is var n && n != reported)
                PeerLines.Write(new { ev = "count", n = reported = n, t = Clock.Text });
        }
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!ct.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            Report();
        }
        Report();
        if (mode == WorkMode.Lat)
            PeerLines.Write(new { ev = "lat", ms = handling.Milliseconds.ToArray() });
    }
}
