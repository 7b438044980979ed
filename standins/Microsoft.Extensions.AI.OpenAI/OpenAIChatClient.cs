using System.Runtime.CompilerServices;
using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>Chat completions as the common interface.</summary>
internal sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient client;
    private readonly ChatClientMetadata metadata;

    public OpenAIChatClient(ChatClient chatClient)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        client = chatClient;
        metadata = new ChatClientMetadata("openai", chatClient.Endpoint, chatClient.Model);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var completion = await client.CompleteChatAsync(Request.Messages(messages, options), Request.Options(options, this), cancellationToken);
        return Reply.Whole(completion.Value);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var pieces = client.CompleteChatStreamingAsync(Request.Messages(messages, options), Request.Options(options, this), cancellationToken);
        var calls = new StreamedCalls();
        ChatResponseUpdate? last = null;
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            calls.Add(piece);
            yield return last = Reply.Piece(piece, last);
        }

        // Arguments arrive in fragments of JSON, so a call can only be told once the stream has ended.
        if (last is not null && calls.Whole() is { Count: > 0 } contents)
            yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
            {
                CreatedAt = last.CreatedAt,
                FinishReason = last.FinishReason,
                MessageId = last.MessageId,
                ModelId = last.ModelId,
                ResponseId = last.ResponseId,
            };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;

        return serviceType == typeof(ChatClientMetadata) ? metadata
            : serviceType == typeof(ChatClient) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The OpenAI client is its owner's, and holds nothing that needs closing.
    }
}
