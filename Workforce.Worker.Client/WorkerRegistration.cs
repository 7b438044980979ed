using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Workforce.Worker.Client;

/// <summary>Adds a worker to a host.</summary>
public static class WorkerRegistration
{
    /// <summary>Runs a worker of the pool for as long as the host runs. A worker that the pool will not have ends the host with the reason.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configure">Where and as what.</param>
    /// <param name="add">What it does.</param>
    public static IServiceCollection AddWorkforceWorker(this IServiceCollection services, Action<WorkerOptions> configure, Action<JobCatalog> add)
    {
        var (options, catalog) = (new WorkerOptions(), new JobCatalog());
        configure(options);
        add(catalog);
        options.ThrowIfBad();
        foreach (var entry in catalog.Entries.Values)
            services.TryAddScoped(entry.Handler);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new PoolWorker(options, catalog, s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PoolWorker>>()));
        return services.AddHostedService(s => s.GetRequiredService<PoolWorker>());
    }
}
