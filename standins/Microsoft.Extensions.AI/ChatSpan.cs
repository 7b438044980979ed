using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Microsoft.Extensions.AI;

/// <summary>The span and the figures of one request.</summary>
internal sealed class ChatSpan : IDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Activity? span;
    private readonly ChatClientMetadata? provider;
    private readonly string? asked;
    private ChatResponse? response;
    private string? error;

    public ChatSpan(ActivitySource source, ChatClientMetadata? provider, ChatOptions? options)
    {
        this.provider = provider;
        asked = options?.ModelId ?? provider?.DefaultModelId;
        span = source.StartActivity(asked is null ? "chat" : $"chat {asked}", ActivityKind.Client);
        if (span is null)
            return;

        foreach (var (key, value) in Common())
            span.SetTag(key, value);

        span.SetTag("gen_ai.conversation.id", options?.ConversationId)
            .SetTag("gen_ai.request.temperature", options?.Temperature)
            .SetTag("gen_ai.request.max_tokens", options?.MaxOutputTokens)
            .SetTag("gen_ai.request.top_p", options?.TopP)
            .SetTag("gen_ai.request.top_k", options?.TopK)
            .SetTag("gen_ai.request.frequency_penalty", options?.FrequencyPenalty)
            .SetTag("gen_ai.request.presence_penalty", options?.PresencePenalty)
            .SetTag("gen_ai.request.seed", options?.Seed)
            .SetTag("gen_ai.request.stop_sequences", options?.StopSequences is { Count: > 0 } stops ? stops.ToArray() : null)
            .SetTag("gen_ai.output.type", options?.ResponseFormat switch { ChatResponseFormatJson => "json", ChatResponseFormatText => "text", _ => null });
    }

    public void Resume() => Activity.Current = span ?? Activity.Current;

    public void Answered(ChatResponse answer)
    {
        response = answer;
        span?.SetTag("gen_ai.response.id", answer.ResponseId)
            .SetTag("gen_ai.response.model", answer.ModelId)
            .SetTag("gen_ai.response.finish_reasons", answer.FinishReason is { } reason ? new[] { reason.Value } : null)
            .SetTag("gen_ai.usage.input_tokens", answer.Usage?.InputTokenCount)
            .SetTag("gen_ai.usage.output_tokens", answer.Usage?.OutputTokenCount);
    }

    public void Failed(Exception failure)
    {
        error = failure.GetType().FullName;
        span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error, failure.Message);
    }

    public void Measure(Histogram<double> duration, Histogram<int> tokens)
    {
        var tags = new TagList([.. Common()]) { { "gen_ai.response.model", response?.ModelId } };
        if (response?.Usage?.InputTokenCount is { } input)
            tokens.Record((int)input, new TagList([.. tags, new("gen_ai.token.type", "input")]));

        if (response?.Usage?.OutputTokenCount is { } output)
            tokens.Record((int)output, new TagList([.. tags, new("gen_ai.token.type", "output")]));

        if (error is not null)
            tags.Add("error.type", error);

        duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }

    public void Dispose() => span?.Dispose();

    private IEnumerable<KeyValuePair<string, object?>> Common() =>
    [
        new("gen_ai.operation.name", "chat"),
        new("gen_ai.request.model", asked),
        new("gen_ai.provider.name", provider?.ProviderName),
        new("server.address", provider?.ProviderUri?.Host),
        new("server.port", provider?.ProviderUri?.Port),
    ];
}
