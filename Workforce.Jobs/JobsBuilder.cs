using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Events;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;
using Workforce.Jobs.Upkeep;

namespace Workforce.Jobs;

/// <summary>Adds the engine to a host.</summary>
public static class JobsRegistration
{
    /// <summary>
    /// The client: enqueue, read, control, watch. Needs the connection string named by
    /// <see cref="JobsOptions.ConnectionName"/>; uses a registered Redis IConnectionMultiplexer if there is one.
    /// </summary>
    public static JobsBuilder AddWorkforceJobs(this IHostApplicationBuilder builder, Action<JobsOptions>? configure = null)
    {
        var options = new JobsOptions();
        configure?.Invoke(options);
        options.ThrowIfBad();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new JobsDatabase(
            options.ConnectionString ?? builder.Configuration.GetConnectionString(options.ConnectionName)
                ?? throw new InvalidOperationException($"Connection string '{options.ConnectionName}' is missing: the jobs engine needs a Postgres database and the role workforce_engine."),
            options.MaxPoolSize));
        services.AddSingleton<Bell>();
        services.AddSingleton<RedisBell>();
        AddHosted<BellRinger>(services);
        AddHosted<BellListener>(services);
        AddHosted<EventTailer>(services);
        services.AddSingleton<EventFeed>();
        services.AddSingleton<PullDesk>();
        services.AddSingleton(s => new JobClient(
            s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<Bell>(), s.GetRequiredService<PullDesk>(), s.GetRequiredService<EventFeed>()));
        services.AddSingleton(s => new JobsHealthCheck(s.GetRequiredService<JobsDatabase>(), s.GetService<Beat>(), options, s.GetRequiredService<TimeProvider>()));
        services.AddHealthChecks().AddCheck<JobsHealthCheck>("jobs");
        return new(services);
    }

    internal static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(s => s.GetRequiredService<T>());
    }
}

/// <summary>Adds to the engine of a host.</summary>
public sealed class JobsBuilder
{
    private readonly IServiceCollection services;
    private JobCatalog? catalog;

    internal JobsBuilder(IServiceCollection services) => this.services = services;

    /// <summary>Lets this process run jobs: those of the kinds added to the catalog. May be called again to add more.</summary>
    public JobsBuilder AddWorker(Action<JobCatalog> add)
    {
        if (catalog is null)
        {
            services.AddSingleton(catalog = new JobCatalog());
            services.AddSingleton<RunningAttempts>().AddSingleton<Throughput>().AddSingleton<Settler>().AddSingleton<Presence>();
            services.AddSingleton<AttemptRunner>().AddSingleton<Slots>().AddSingleton<ClaimLoop>().AddSingleton<Beat>();
            JobsRegistration.AddHosted<Worker>(services);
            JobsRegistration.AddHosted<UpkeepLoop>(services);
            JobsRegistration.AddHosted<DepthWatch>(services);
        }
        add(catalog);
        foreach (var entry in catalog.Entries.Values)
            services.TryAddScoped(entry.Handler);
        return this;
    }
}
