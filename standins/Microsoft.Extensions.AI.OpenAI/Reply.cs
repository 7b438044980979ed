using System.Text.Json;
using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>A reply in the words of the common interface.</summary>
internal static class Reply
{
    public static ChatResponse Whole(ChatCompletion completion)
    {
        var message = new ChatMessage(Role(completion.Role), [.. completion.Content.Select(Content).OfType<AIContent>()])
        {
            CreatedAt = completion.CreatedAt,
            MessageId = completion.Id,
            RawRepresentation = completion,
        };
        if (completion.Refusal is { Length: > 0 } refusal)
            message.Contents.Add(Refused(refusal));

        foreach (var call in completion.ToolCalls)
            message.Contents.Add(Call(call.Id, call.FunctionName, call.FunctionArguments.ToString()));

        return new ChatResponse(message)
        {
            CreatedAt = completion.CreatedAt,
            FinishReason = Reason(completion.FinishReason),
            ModelId = completion.Model,
            RawRepresentation = completion,
            ResponseId = completion.Id,
            Usage = completion.Usage is { } usage ? Usage(usage) : null,
        };
    }

    /// <summary>One piece of a streamed reply. What only an earlier piece said (role, end, model) holds for the later ones.</summary>
    public static ChatResponseUpdate Piece(StreamingChatCompletionUpdate piece, ChatResponseUpdate? before)
    {
        var update = new ChatResponseUpdate(
            piece.Role is { } role ? Role(role) : before?.Role,
            [.. piece.ContentUpdate.Select(Content).OfType<AIContent>()])
        {
            CreatedAt = piece.CreatedAt,
            FinishReason = piece.FinishReason is { } reason ? Reason(reason) : before?.FinishReason,
            MessageId = piece.CompletionId,
            ModelId = piece.Model ?? before?.ModelId,
            RawRepresentation = piece,
            ResponseId = piece.CompletionId,
        };
        if (piece.RefusalUpdate is { Length: > 0 } refusal)
            update.Contents.Add(Refused(refusal));

        if (piece.Usage is { } usage)
            update.Contents.Add(new UsageContent(Usage(usage)));

        return update;
    }

    /// <summary>A call; arguments that are not a JSON object are kept as its <see cref="FunctionCallContent.Exception"/>.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments)
        => FunctionCallContent.CreateFromParsedArguments(
            arguments, id, name, json => json.Length == 0 ? new Dictionary<string, object?>() : JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions));

    private static ErrorContent Refused(string refusal) => new(refusal) { ErrorCode = "Refusal" };

    private static AIContent? Content(ChatMessageContentPart part) => part.Kind switch
    {
        ChatMessageContentPartKind.Text => new TextContent(part.Text) { RawRepresentation = part },
        ChatMessageContentPartKind.Refusal => Refused(part.Refusal),
        ChatMessageContentPartKind.Image when part.ImageUri is { } uri => new UriContent(uri, "image/*") { RawRepresentation = part },
        ChatMessageContentPartKind.Image => new DataContent(part.ImageBytes.ToMemory(), part.ImageBytesMediaType) { RawRepresentation = part },
        _ => null,
    };

    private static UsageDetails Usage(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };

    private static ChatRole Role(ChatMessageRole role) => role switch
    {
        ChatMessageRole.System => ChatRole.System,
        ChatMessageRole.User => ChatRole.User,
        ChatMessageRole.Assistant => ChatRole.Assistant,
        ChatMessageRole.Tool or ChatMessageRole.Function => ChatRole.Tool,
        _ => new ChatRole(role.ToString().ToLowerInvariant()),
    };

    private static ChatFinishReason Reason(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Stop => ChatFinishReason.Stop,
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        _ => ChatFinishReason.ToolCalls,
    };
}
