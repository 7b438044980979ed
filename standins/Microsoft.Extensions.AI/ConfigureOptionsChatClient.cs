namespace Microsoft.Extensions.AI;

/// <summary>Changes the options of every request, on a copy.</summary>
public sealed class ConfigureOptionsChatClient : DelegatingChatClient
{
    private readonly Action<ChatOptions> configure;

    /// <summary>Wraps a client.</summary>
    /// <param name="innerClient">The client inside.</param>
    /// <param name="configure">Changes a copy of the caller's options, or new ones.</param>
    public ConfigureOptionsChatClient(IChatClient innerClient, Action<ChatOptions> configure)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(configure);
        this.configure = configure;
    }

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => base.GetResponseAsync(messages, Configured(options), cancellationToken);

    /// <inheritdoc />
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => base.GetStreamingResponseAsync(messages, Configured(options), cancellationToken);

    private ChatOptions Configured(ChatOptions? options)
    {
        var copy = options?.Clone() ?? new();
        configure(copy);
        return copy;
    }
}
