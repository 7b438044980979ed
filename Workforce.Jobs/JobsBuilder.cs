using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Events;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Pool;
using Workforce.Jobs.Running;
using Workforce.Jobs.Schedules;
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
        services.AddSingleton<EnqueueGroup>();
        services.AddSingleton(s => new JobClient(
            s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<EnqueueGroup>(), s.GetRequiredService<BellRinger>(), s.GetRequiredService<Bell>(),
            s.GetRequiredService<PullDesk>(), s.GetRequiredService<EventFeed>(), options));
        services.AddSingleton(s => new ScheduleClient(s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<JobClient>(), s.GetRequiredService<Bell>()));
        services.AddSingleton(s => new PoolClient(s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<Bell>()));
        services.AddSingleton(s => new GateClient(s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<Bell>()));
        services.AddSingleton(s => new Announcer(s.GetRequiredService<Bell>()));
        services.AddSingleton(s => new JobsHealthCheck(s.GetRequiredService<JobsDatabase>(), s.GetService<Beat>(), options));
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
            services.AddSingleton<RunningAttempts>().AddSingleton<Pace>().AddSingleton<Ledger>().AddSingleton<Settler>().AddSingleton<Inbox>().AddSingleton<Presence>();
            services.AddSingleton(s => new Crew(
                Abilities.Of(s.GetRequiredService<JobCatalog>(), s.GetRequiredService<JobsOptions>()), s.GetRequiredService<Inbox>(), s.GetRequiredService<Pace>(),
                () => s.GetRequiredService<JobsOptions>().Concurrency));
            services.AddSingleton<AttemptRunner>().AddSingleton<Course>().AddSingleton<Slots>().AddSingleton<ClaimLoop>().AddSingleton<Crews>().AddSingleton<Beat>();
            services.AddSingleton<PoolCrews>();
            services.AddSingleton(s => new JobPool(
                s.GetRequiredService<JobsDatabase>(), s.GetRequiredService<PoolCrews>(), s.GetRequiredService<Presence>(), s.GetRequiredService<Course>(), s.GetRequiredService<Bell>(),
                catalog, s.GetRequiredService<JobsOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<JobPool>>()));
            JobsRegistration.AddHosted<PoolWatch>(services);
            services.AddSingleton<ScheduleFiring>();
            JobsRegistration.AddHosted<ScheduleLoop>(services);
            JobsRegistration.AddHosted<Worker>(services);
            JobsRegistration.AddHosted<UpkeepLoop>(services);
            JobsRegistration.AddHosted<DepthWatch>(services);
        }
        add(catalog);
        foreach (var entry in catalog.Entries.Values)
            services.TryAddScoped(entry.Handler);
        return this;
    }

    /// <summary>
    /// Declares schedules of a tenant when this process starts: those of the set are then exactly those added here. May be
    /// called again for another set; what is no longer in a set is removed with the next start.
    /// </summary>
    /// <param name="tenantId">Whose schedules.</param>
    /// <param name="set">Name of the set, 1 to 200 characters; one place in code owns it.</param>
    /// <param name="add">Adds them all.</param>
    /// <exception cref="InvalidOperationException">The set is declared already.</exception>
    public JobsBuilder AddSchedules(Guid tenantId, string set, Action<ScheduleCatalog> add)
    {
        var catalog = new ScheduleCatalog(tenantId, set);
        add(catalog);
        if (services.Any(s => s.ImplementationInstance is ScheduleCatalog other && other.Set == set && other.TenantId == tenantId))
            throw new InvalidOperationException($"Schedule set '{set}' is declared twice for tenant {tenantId}.");
        services.AddSingleton(catalog);
        if (!services.Any(s => s.ServiceType == typeof(ScheduleDeclarer)))
            JobsRegistration.AddHosted<ScheduleDeclarer>(services);
        return this;
    }
}
