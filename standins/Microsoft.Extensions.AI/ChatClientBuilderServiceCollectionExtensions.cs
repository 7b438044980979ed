using Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers chat clients.</summary>
public static class ChatClientBuilderServiceCollectionExtensions
{
    /// <summary>Registers a client; layers added to the returned builder are part of it.</summary>
    /// <param name="serviceCollection">The host's services.</param>
    /// <param name="innerClient">The client that talks to the model.</param>
    /// <param name="lifetime">How long one lives.</param>
    /// <returns>A builder for its layers.</returns>
    public static ChatClientBuilder AddChatClient(
        this IServiceCollection serviceCollection, IChatClient innerClient, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(innerClient);
        return serviceCollection.AddChatClient(_ => innerClient, lifetime);
    }

    /// <summary>Registers a client made from services; layers added to the returned builder are part of it.</summary>
    /// <param name="serviceCollection">The host's services.</param>
    /// <param name="innerClientFactory">Makes the client that talks to the model.</param>
    /// <param name="lifetime">How long one lives.</param>
    /// <returns>A builder for its layers.</returns>
    public static ChatClientBuilder AddChatClient(
        this IServiceCollection serviceCollection, Func<IServiceProvider, IChatClient> innerClientFactory, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(serviceCollection);
        var builder = new ChatClientBuilder(innerClientFactory);
        serviceCollection.Add(new ServiceDescriptor(typeof(IChatClient), builder.Build, lifetime));
        return builder;
    }

    /// <summary>Registers a client under a key; layers added to the returned builder are part of it.</summary>
    /// <param name="serviceCollection">The host's services.</param>
    /// <param name="serviceKey">The key to resolve it by.</param>
    /// <param name="innerClientFactory">Makes the client that talks to the model.</param>
    /// <param name="lifetime">How long one lives.</param>
    /// <returns>A builder for its layers.</returns>
    public static ChatClientBuilder AddKeyedChatClient(
        this IServiceCollection serviceCollection, object? serviceKey, Func<IServiceProvider, IChatClient> innerClientFactory, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(serviceCollection);
        var builder = new ChatClientBuilder(innerClientFactory);
        serviceCollection.Add(new ServiceDescriptor(typeof(IChatClient), serviceKey, (services, _) => builder.Build(services), lifetime));
        return builder;
    }
}
