using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>A request in the words of the OpenAI client.</summary>
internal static class Request
{
    public static IEnumerable<OpenAI.Chat.ChatMessage> Messages(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        IEnumerable<OpenAI.Chat.ChatMessage> instructions = options?.Instructions is { Length: > 0 } text ? [new SystemChatMessage(text)] : [];
        return instructions.Concat(messages.SelectMany(RequestMessage.Of));
    }

    public static ChatCompletionOptions Options(ChatOptions? options, IChatClient client)
    {
        if (options is null)
            return new ChatCompletionOptions();

        var request = options.RawRepresentationFactory?.Invoke(client) as ChatCompletionOptions ?? new ChatCompletionOptions();
        request.FrequencyPenalty ??= options.FrequencyPenalty;
        request.PresencePenalty ??= options.PresencePenalty;
        request.MaxOutputTokenCount ??= options.MaxOutputTokens;
        request.Temperature ??= options.Temperature;
        request.TopP ??= options.TopP;
        request.AllowParallelToolCalls ??= options.Tools is { Count: > 0 } ? options.AllowMultipleToolCalls : null;
        request.ResponseFormat ??= Format(options);
        request.Seed ??= options.Seed;
        request.ReasoningEffortLevel ??= Effort(options.Reasoning?.Effort);
        foreach (var stop in options.StopSequences ?? [])
            request.StopSequences.Add(stop);

        foreach (var function in (options.Tools ?? []).OfType<AIFunctionDeclaration>())
            request.Tools.Add(Tool(function, options));

        if (request.Tools.Count > 0)
            request.ToolChoice ??= Choice(options.ToolMode);

        if (options.ModelId is { } model && !request.Patch.Contains("$.model"u8))
            request.Patch.Set("$.model"u8, model);
        return request;
    }

    private static ChatTool Tool(AIFunctionDeclaration function, ChatOptions options)
    {
        var strict = Strict(function.AdditionalProperties) ?? Strict(options.AdditionalProperties);
        return ChatTool.CreateFunctionTool(function.Name, function.Description, RequestSchema.Parameters(function, strict is true), strict);
    }

    private static ChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
        AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
        RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
        RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
        _ => null,
    };

    private static OpenAI.Chat.ChatResponseFormat? Format(ChatOptions options) => options.ResponseFormat switch
    {
        ChatResponseFormatText => OpenAI.Chat.ChatResponseFormat.CreateTextFormat(),
        ChatResponseFormatJson { Schema: not null } json => OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(
            json.SchemaName ?? "json_schema", RequestSchema.Answer(json), json.SchemaDescription, Strict(options.AdditionalProperties)),
        ChatResponseFormatJson => OpenAI.Chat.ChatResponseFormat.CreateJsonObjectFormat(),
        _ => null,
    };

    private static ChatReasoningEffortLevel? Effort(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => ChatReasoningEffortLevel.None,
        ReasoningEffort.Low => ChatReasoningEffortLevel.Low,
        ReasoningEffort.Medium => ChatReasoningEffortLevel.Medium,
        ReasoningEffort.High => ChatReasoningEffortLevel.High,
        ReasoningEffort.ExtraHigh => ChatReasoningEffortLevel.ExtraHigh,
        // A bare null would become a level by the conversion from string, which throws.
        _ => default(ChatReasoningEffortLevel?),
    };

    private static bool? Strict(IReadOnlyDictionary<string, object?>? properties)
        => properties is not null && properties.TryGetValue("strict", out var value) ? value as bool? : null;
}
