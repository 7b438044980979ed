using Bench.Peer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workforce.Worker.Client;

namespace Bench.Pool;

/// <summary>A program outside of the engine that does its jobs, until SIGTERM: says the same as <see cref="PeerWorker"/>.</summary>
internal static class AttachedPeer
{
    public static async Task RunAsync(WorkMode mode, string address, string key, int slots, int workers, CancellationToken ct)
    {
        var handling = new Handling(mode);
        var hosts = new List<IHost>();
        for (var n = 0; n < workers; n++)
        {
            var builder = Host.CreateEmptyApplicationBuilder(new());
            builder.Services.AddSingleton(handling);
            builder.Services.AddWorkforceWorker(
                options =>
                {
                    options.Addresses.Add(new(address));
                    (options.ApiKey, options.Name, options.Slots) = (key, $"bench {n}", slots);
                },
                catalog => catalog.Add<BenchJob, AttachedHandler>(new(BenchJob.Kind.Name) { TypeInfo = BenchJson.Default.BenchJob }));
            hosts.Add(builder.Build());
        }
        await Task.WhenAll(hosts.Select(host => host.StartAsync(ct)));
        // Attaching takes some milliseconds, two hundred of them some more.
        await Task.Delay(workers == 1 ? 200 : 5000, ct);
        await PeerWorker.SayAsync(handling, mode, ct);
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }
}

internal sealed class AttachedHandler(Handling handling) : JobHandler<BenchJob>
{
    public override async Task<JobOutcome> HandleAsync(BenchJob payload, JobContext job, CancellationToken ct)
    {
        await handling.RunAsync(payload, ct);
        return JobOutcome.Complete();
    }
}
