using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>Makes the OpenAI client speak the common interfaces.</summary>
public static class OpenAIClientExtensions
{
    /// <summary>Offers chat completions through <see cref="IChatClient"/>.</summary>
    /// <param name="chatClient">The OpenAI client, for any server that speaks its protocol.</param>
    /// <returns>A client that keeps nothing of its own.</returns>
    public static IChatClient AsIChatClient(this ChatClient chatClient) => new OpenAIChatClient(chatClient);
}
