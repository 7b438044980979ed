using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using StackExchange.Redis;
using Workforce.Jobs;

namespace Bench;

/// <summary>The engine in this process, with its defaults but for what the command line says.</summary>
internal static class EngineHost
{
    public static async Task<IHost> StartAsync(Settings settings, Action<JobsOptions>? configure = null, Action<JobsBuilder, IServiceCollection>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        if (settings.Redis is { } address)
            builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(address));
        var jobs = builder.AddWorkforceJobs(options =>
        {
            options.ConnectionString = AsEngine(settings.Connection);
            options.Concurrency = settings.Concurrency;
            options.MaxBatch = settings.MaxBatch ?? options.MaxBatch;
            configure?.Invoke(options);
        });
        add?.Invoke(jobs, builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static async Task InstallAsync(string connection, CancellationToken ct)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await SqlMigrator.ApplyAsync(owner, JobsMigrations.All, ct);
    }

    // As in production: row-level security holds, and no password has to be set for the role.
    private static string AsEngine(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Options = "-c role=workforce_engine" }.ConnectionString;
}
