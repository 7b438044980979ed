using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Receives an answer piece by piece where somebody watches it, and hands on the whole.</summary>
internal sealed class StreamedClient(IChatClient inner, ModelProbe probe, Action<string>? onText, TimeProvider clock) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        probe.Begin();
        if (onText is null)
        {
            return Whole(await base.GetResponseAsync(messages, options, cancellationToken));
        }

        var started = clock.GetTimestamp();
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
            if (update.Text is { Length: > 0 } text)
            {
                probe.Add(text, clock.GetElapsedTime(started));
                onText(probe.Received);
            }
        }

        var response = updates.ToChatResponse();
        // A stream that ends without saying why was cut off: the protocol ends each with a reason.
        return response.FinishReason is null ? throw new IOException("the stream ended before the answer did") : Whole(response);
    }

    /// <summary>A completion without any choice has neither text nor a reason.</summary>
    private static ChatResponse Whole(ChatResponse response) =>
        response.Messages.Count == 0 ? throw new JsonException("it holds no answer") : response;
}
