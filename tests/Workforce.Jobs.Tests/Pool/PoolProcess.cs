using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workforce.Jobs.Pool;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Pool;

/// <summary>A process with a pool and no handlers of its own.</summary>
internal static class PoolProcess
{
    public static async Task<(IHost Host, JobPool Pool, JobClient Client)> StartAsync(Engine engine, Action<JobsOptions>? configure = null, TestLogs? logs = null)
    {
        var host = await engine.WorkerAsync(
            _ => { },
            options =>
            {
                // Workers of a test do not leave when they are asked to.
                options.StopGrace = TimeSpan.FromMilliseconds(200);
                configure?.Invoke(options);
            },
            logs: logs);
        await host.Services.GetRequiredService<Running.Presence>().Ready.WaitAsync(TimeSpan.FromSeconds(20));
        return (host, host.Services.GetRequiredService<JobPool>(), host.Services.GetRequiredService<JobClient>());
    }
}
