using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the resolver of service names.</summary>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>Registers a resolver that reads <c>services:{name}:{scheme or endpoint}:{index}</c> from configuration; a name it does not know is left to DNS.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddSingleton<ConfiguredEndpoints>();
        return services;
    }

    /// <summary>Registers the resolver and says which schemes it may answer with.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configureOptions">Changes the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services, Action<ServiceDiscoveryOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return services.AddServiceDiscovery().Configure(configureOptions);
    }
}
