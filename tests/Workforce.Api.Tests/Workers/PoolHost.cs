using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Api.Tests.Hosting;
using Workforce.Jobs;
using Workforce.Jobs.Pool;

namespace Workforce.Api.Tests.Workers;

/// <summary>A worker process beside the Api, on the same database, that workers can attach to.</summary>
internal sealed class PoolHost(IHost host) : IAsyncDisposable
{
    public static async Task<PoolHost> StartAsync(ApiHost api)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(api.Logs);
        builder.AddWorkforceJobs(options =>
        {
            options.ConnectionString = api.Database.As("workforce_engine");
            // Workers of a test do not leave when they are asked to.
            options.StopGrace = TimeSpan.FromMilliseconds(200);
        }).AddWorker(_ => { });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    /// <summary>Attaches as soon as the process has said that it is there.</summary>
    public async Task<PoolSeat> AttachAsync(Guid tenant, string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                return await host.Services.GetRequiredService<JobPool>().AttachAsync(new() { TenantId = tenant, Name = name, Kinds = ["receipt_ocr.read"], Slots = 2 }, limit.Token);
            }
            catch (PoolRefusedException)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
    }

    /// <summary>What a worker is told when it is to leave.</summary>
    public static async Task<PoolNotice> DrainAsync(PoolSeat seat)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var notices = new List<PoolNotice>();
        while (await seat.NextAsync(notices, 100, limit.Token))
        {
            seat.Heard();
            if (notices.OfType<PoolNotice.Drain>().FirstOrDefault() is { } drain)
            {
                return drain;
            }
        }

        throw new InvalidOperationException("Nothing comes any more.");
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(TestContext.Current.CancellationToken);
        host.Dispose();
    }
}
