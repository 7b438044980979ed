namespace Microsoft.Extensions.AI;

/// <summary>Starts a stack of layers from a client.</summary>
public static class ChatClientBuilderChatClientExtensions
{
    /// <summary>Starts a stack of layers.</summary>
    /// <param name="innerClient">The client that talks to the model.</param>
    /// <returns>A builder.</returns>
    public static ChatClientBuilder AsBuilder(this IChatClient innerClient) => new(innerClient);
}
