using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>One span and its figures for each request that goes out.</summary>
internal sealed class TracedClient(IChatClient inner, ModelCard card, Uri endpoint, Conversation talk, TimeProvider clock) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        using var span = Start(messages, options, stream: false);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            Answered(span, response, null);
            Measure(started, response, null);
            return response;
        }
        catch (Exception error)
        {
            Failed(span, error);
            Measure(started, null, error);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        using var span = Start(messages, options, stream: true);
        var received = new List<ChatResponseUpdate>();
        TimeSpan? first = null;
        var last = started;
        Exception? failure = null;
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception error)
                {
                    Failed(span, failure = error);
                    throw;
                }

                if (first is null)
                {
                    first = clock.GetElapsedTime(started);
                }
                else
                {
                    ModelTelemetry.PerChunk.Record(clock.GetElapsedTime(last).TotalSeconds, Common(null));
                }

                last = clock.GetTimestamp();
                received.Add(updates.Current);
                yield return updates.Current;
            }
        }
        finally
        {
            var response = received.ToChatResponse();
            Answered(span, response, first);
            Measure(started, response, failure);
            if (first is { } time)
            {
                ModelTelemetry.FirstChunk.Record(time.TotalSeconds, Common(response));
            }
        }
    }

    private Activity? Start(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var span = ModelTelemetry.Source.StartActivity($"{GenAi.Chat} {card.Name}", ActivityKind.Client, default(ActivityContext), Common(null));
        if (span is null)
        {
            return null;
        }

        span.SetTag(GenAi.RequestMaxTokens, options?.MaxOutputTokens)
            .SetTag(GenAi.RequestTemperature, options?.Temperature)
            .SetTag(GenAi.RequestStream, stream)
            .SetTag(GenAi.OutputType, options?.ResponseFormat is ChatResponseFormatJson ? "json" : "text")
            .SetTag(GenAi.PromptName, talk.Question)
            .SetTag(GenAi.ConversationId, talk.ThreadId.ToString())
            .SetTag(GenAi.AgentId, talk.Caller.AgentId)
            .SetTag(GenAi.TenantId, talk.Caller.TenantId.ToString())
            .SetTag(GenAi.Department, talk.Caller.Department)
            .SetTag(GenAi.RunId, talk.Caller.RunId?.ToString());
        if (ModelTelemetry.CapturesContent)
        {
            span.SetTag(GenAi.InputMessages, Said(messages, null)).SetTag(GenAi.ToolDefinitions, Offered(options));
        }

        return span;
    }

    private void Answered(Activity? span, ChatResponse response, TimeSpan? first)
    {
        span?.SetTag(GenAi.ResponseId, response.ResponseId)
            .SetTag(GenAi.ResponseModel, response.ModelId)
            .SetTag(GenAi.ResponseFinishReasons, response.FinishReason is { } reason ? new[] { reason.Value } : null)
            .SetTag(GenAi.ResponseTimeToFirstChunk, first?.TotalSeconds)
            .SetTag(GenAi.UsageInput, response.Usage?.InputTokenCount)
            .SetTag(GenAi.UsageOutput, response.Usage?.OutputTokenCount)
            .SetTag(GenAi.UsageCacheRead, response.Usage?.CachedInputTokenCount)
            .SetTag(GenAi.UsageReasoning, response.Usage?.ReasoningTokenCount);
        if (span is not null && card.Price is { } price && response.Usage is not null)
        {
            span.SetTag(GenAi.CostAmount, (double)price.Of(UsageReading.Of(response, 0))).SetTag(GenAi.CostCurrency, "USD");
        }

        if (span is not null && ModelTelemetry.CapturesContent)
        {
            span.SetTag(GenAi.OutputMessages, Said(response.Messages, response.FinishReason));
        }
    }

    private static void Failed(Activity? span, Exception error) => span?
        .SetTag(GenAi.ErrorType, error.GetType().FullName)
        .AddEvent(new(GenAi.OperationException, tags: new() { [GenAi.ExceptionType] = error.GetType().FullName, [GenAi.ExceptionMessage] = error.Message }))
        .SetStatus(ActivityStatusCode.Error, error.Message);

    private void Measure(long started, ChatResponse? response, Exception? error)
    {
        var tags = Common(response);
        if (response?.Usage?.InputTokenCount is { } input)
        {
            ModelTelemetry.Tokens.Record(input, [.. tags, new(GenAi.TokenType, "input")]);
        }

        if (response?.Usage?.OutputTokenCount is { } output)
        {
            ModelTelemetry.Tokens.Record(output, [.. tags, new(GenAi.TokenType, "output")]);
        }

        ModelTelemetry.Duration.Record(clock.GetElapsedTime(started).TotalSeconds, error is null ? tags : [.. tags, new(GenAi.ErrorType, error.GetType().FullName)]);
    }

    private KeyValuePair<string, object?>[] Common(ChatResponse? response)
    {
        List<KeyValuePair<string, object?>> tags =
        [
            new(GenAi.OperationName, GenAi.Chat),
            new(GenAi.ProviderName, card.Provider),
            new(GenAi.RequestModel, card.Name),
            new(GenAi.ServerAddress, endpoint.Host),
            new(GenAi.ServerPort, endpoint.Port),
        ];
        if (response?.ModelId is { } model)
        {
            tags.Add(new(GenAi.ResponseModel, model));
        }

        return [.. tags];
    }

    /// <summary>Null: none.</summary>
    private static string? Offered(ChatOptions? options) => options?.Tools is { Count: > 0 } tools
        ? JsonSerializer.Serialize(tools.OfType<AIFunctionDeclaration>().Select(tool => new { type = "function", name = tool.Name, description = tool.Description, parameters = tool.JsonSchema }))
        : null;

    /// <summary>The convention's own shape of messages: role and typed parts.</summary>
    private static string Said(IEnumerable<ChatMessage> messages, ChatFinishReason? reason) => JsonSerializer.Serialize(messages.Select(message => new
    {
        role = message.Role.Value,
        parts = new[] { new { type = "text", content = KeptText.Of(message) } },
        finish_reason = reason?.Value,
    }));
}
