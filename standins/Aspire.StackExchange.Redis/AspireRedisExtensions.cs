using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a Redis client with a health check.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>Registers <see cref="IConnectionMultiplexer"/>, one for the process, made when first asked for. A Redis that is down does not stop it: the client goes on trying in the background.</summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="connectionName">The name under <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after configuration was read.</param>
    /// <param name="configureOptions">Changes the client's options after the connection string was parsed.</param>
    /// <exception cref="InvalidOperationException">Thrown when the client is first asked for: there is no connection string.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = Read(builder, connectionName, configureSettings);

        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(Options(settings, connectionName, configureOptions)));
        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "StackExchange.Redis",
                services => new RedisAnswers(services.GetRequiredService<IConnectionMultiplexer>),
                failureStatus: null,
                tags: null));
    }

    private static StackExchangeRedisSettings Read(IHostApplicationBuilder builder, string connectionName, Action<StackExchangeRedisSettings>? configure)
    {
        var settings = new StackExchangeRedisSettings();
        var section = builder.Configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { } named)
            settings.ConnectionString = named;

        configure?.Invoke(settings);
        return settings;
    }

    private static ConfigurationOptions Options(StackExchangeRedisSettings settings, string connectionName, Action<ConfigurationOptions>? configure)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            throw new InvalidOperationException(
                $"Redis has no connection string. Set ConnectionStrings:{connectionName}, or ConnectionString in {Section} or {Section}:{connectionName}.");

        var options = ConfigurationOptions.Parse(settings.ConnectionString);
        // Redis only holds what can be rebuilt, so its absence must not stop a process from starting.
        options.AbortOnConnectFail = false;
        configure?.Invoke(options);
        return options;
    }
}
