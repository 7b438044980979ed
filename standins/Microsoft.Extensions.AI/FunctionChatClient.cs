using System.Runtime.CompilerServices;

namespace Microsoft.Extensions.AI;

/// <summary>A layer made of one or two functions.</summary>
internal sealed class FunctionChatClient(
    IChatClient inner,
    Func<IEnumerable<ChatMessage>, ChatOptions?, IChatClient, CancellationToken, Task<ChatResponse>>? whole,
    Func<IEnumerable<ChatMessage>, ChatOptions?, IChatClient, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>? streamed)
    : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => whole is not null
            ? whole(messages, options, InnerClient, cancellationToken)
            : streamed!(messages, options, InnerClient, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => streamed is not null
            ? streamed(messages, options, InnerClient, cancellationToken)
            : InOneGo(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> InOneGo(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await whole!(messages, options, InnerClient, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }
}
