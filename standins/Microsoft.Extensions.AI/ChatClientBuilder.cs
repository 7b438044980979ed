namespace Microsoft.Extensions.AI;

/// <summary>Stacks layers on a chat client. The layer added first is the outermost: it sees a request first and its response last.</summary>
public sealed class ChatClientBuilder
{
    private readonly Func<IServiceProvider, IChatClient> innermost;
    private readonly List<Func<IChatClient, IServiceProvider, IChatClient>> layers = [];

    /// <summary>Starts from a client.</summary>
    /// <param name="innerClient">The client that talks to the model.</param>
    public ChatClientBuilder(IChatClient innerClient)
    {
        ArgumentNullException.ThrowIfNull(innerClient);
        innermost = _ => innerClient;
    }

    /// <summary>Starts from a client made when the stack is built.</summary>
    /// <param name="innerClientFactory">Makes the client that talks to the model.</param>
    public ChatClientBuilder(Func<IServiceProvider, IChatClient> innerClientFactory)
    {
        ArgumentNullException.ThrowIfNull(innerClientFactory);
        innermost = innerClientFactory;
    }

    /// <summary>Makes the client with all its layers.</summary>
    /// <param name="services">Where layers find what they need; null: nothing is found.</param>
    /// <returns>The outermost layer.</returns>
    /// <exception cref="InvalidOperationException">A layer's factory returned null.</exception>
    public IChatClient Build(IServiceProvider? services = null)
    {
        services ??= NoServices.Instance;
        var client = innermost(services);
        for (var at = layers.Count - 1; at >= 0; at--)
        {
            client = layers[at](client, services)
                ?? throw new InvalidOperationException($"Layer {at} of the {nameof(ChatClientBuilder)} returned null instead of a client.");
        }

        return client;
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="clientFactory">Wraps the client inside it.</param>
    /// <returns>This builder.</returns>
    public ChatClientBuilder Use(Func<IChatClient, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        return Use((inner, _) => clientFactory(inner));
    }

    /// <summary>Adds a layer that needs services.</summary>
    /// <param name="clientFactory">Wraps the client inside it.</param>
    /// <returns>This builder.</returns>
    public ChatClientBuilder Use(Func<IChatClient, IServiceProvider, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        layers.Add(clientFactory);
        return this;
    }

    /// <summary>Adds a layer given by functions; where one is null, the other serves both ways of asking.</summary>
    /// <param name="getResponseFunc">Answers in one piece.</param>
    /// <param name="getStreamingResponseFunc">Answers piece by piece.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">Both are null.</exception>
    public ChatClientBuilder Use(
        Func<IEnumerable<ChatMessage>, ChatOptions?, IChatClient, CancellationToken, Task<ChatResponse>>? getResponseFunc,
        Func<IEnumerable<ChatMessage>, ChatOptions?, IChatClient, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>? getStreamingResponseFunc)
    {
        if (getResponseFunc is null && getStreamingResponseFunc is null)
            throw new ArgumentNullException(nameof(getResponseFunc), $"Give {nameof(getResponseFunc)} or {nameof(getStreamingResponseFunc)}.");

        return Use(inner => new FunctionChatClient(inner, getResponseFunc, getStreamingResponseFunc));
    }
}
