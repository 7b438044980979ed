using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gRPC clients on the HTTP client factory.</summary>
public static class GrpcClientServiceExtensions
{
    /// <summary>Registers a client whose address is set elsewhere.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>A builder for its HTTP handlers, interceptors and credentials.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services)
        where TClient : class
        => services.AddGrpcClient<TClient>(_ => { });

    /// <summary>Registers a client.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configureClient">Says at least its address.</param>
    /// <returns>A builder for its HTTP handlers, interceptors and credentials.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
        => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    /// <summary>Registers a client configured from services.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configureClient">Says at least its address.</param>
    /// <returns>A builder for its HTTP handlers, interceptors and credentials.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        services.AddTransient<IConfigureOptions<GrpcClientFactoryOptions>>(provider =>
            new ConfigureNamedOptions<GrpcClientFactoryOptions>(typeof(TClient).Name, options => configureClient(provider, options)));
        return services.AddGrpcClient<TClient>();
    }

    /// <summary>Registers a client under a name, so that there can be several of one type.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The name to ask <see cref="GrpcClientFactory"/> for.</param>
    /// <param name="configureClient">Says at least its address.</param>
    /// <returns>A builder for its HTTP handlers, interceptors and credentials.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, string name, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configureClient);

        Registered(services).Add(name, typeof(TClient));
        services.Configure(name, configureClient);
        services.TryAddSingleton<Channels>();
        services.TryAddTransient<GrpcClientFactory, DefaultGrpcClientFactory>();
        services.TryAddTransient(provider => provider.GetRequiredService<GrpcClientFactory>().CreateClient<TClient>(name));

        // The channel keeps its handler, so rotation would only leave it with an expired one; the pool renews connections instead.
        return services.AddHttpClient(name)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
    }

    internal static RegisteredClients Registered(IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(RegisteredClients))?.ImplementationInstance is RegisteredClients registered)
            return registered;

        registered = new RegisteredClients();
        services.AddSingleton(registered);
        return registered;
    }
}
