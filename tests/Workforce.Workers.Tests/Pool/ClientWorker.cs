using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Testing;
using Workforce.Worker.Client;

namespace Workforce.Workers.Tests.Pool;

internal sealed record Page(int Number);

internal delegate Task<JobOutcome> Scanning(Page page, JobContext job, CancellationToken ct);

internal sealed class Scan(Scanning scanning) : JobHandler<Page>
{
    public override Task<JobOutcome> HandleAsync(Page payload, JobContext job, CancellationToken ct) => scanning(payload, job, ct);
}

/// <summary>A program of somebody's own with the client library in it.</summary>
internal static class ClientWorker
{
    public static readonly JobKind<Page> Kind = new("scan.read");

    public static async Task<IHost> StartAsync(string key, IEnumerable<string> addresses, Scanning scanning, Action<WorkerOptions>? configure = null, TestLogs? logs = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(logs ?? new TestLogs());
        builder.Services.AddSingleton(scanning);
        builder.Services.AddWorkforceWorker(
            options =>
            {
                foreach (var address in addresses)
                    options.Addresses.Add(new(address));
                (options.ApiKey, options.Name, options.Slots, options.FirstBackOff) = (key, "client", 4, TimeSpan.FromMilliseconds(20));
                configure?.Invoke(options);
            },
            catalog => catalog.Add<Page, Scan>(Kind));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
