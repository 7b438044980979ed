using System.Text.Json;
using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>One message in the words of the OpenAI client; a message of tool results becomes one per result.</summary>
internal static class RequestMessage
{
    private static readonly ChatRole Developer = new("developer");

    // The common options indent, and a model is billed for white space.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <exception cref="NotSupportedException">The message holds something that chat completions cannot carry.</exception>
    public static IEnumerable<OpenAI.Chat.ChatMessage> Of(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, Text(result.Result)));

        if (message.Role == ChatRole.Assistant)
            return [Assistant(message)];

        var parts = Parts(message);
        if (message.Role == ChatRole.System)
            return [new SystemChatMessage(parts) { ParticipantName = message.AuthorName }];

        return message.Role == Developer
            ? [new DeveloperChatMessage(parts) { ParticipantName = message.AuthorName }]
            : [new UserChatMessage(parts) { ParticipantName = message.AuthorName }];
    }

    private static AssistantChatMessage Assistant(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(Call).ToArray();
        var parts = Parts(message);
        if (calls.Length == 0)
            return new AssistantChatMessage(parts) { ParticipantName = message.AuthorName };

        var said = new AssistantChatMessage(calls) { ParticipantName = message.AuthorName };
        foreach (var part in parts.Where(part => part.Text is { Length: > 0 }))
            said.Content.Add(part);

        return said;
    }

    private static List<ChatMessageContentPart> Parts(ChatMessage message)
    {
        var parts = message.Contents.Select(Part).OfType<ChatMessageContentPart>().ToList();
        return parts.Count > 0 ? parts : [ChatMessageContentPart.CreateTextPart("")];
    }

    private static ChatMessageContentPart? Part(AIContent content) => content switch
    {
        TextContent text => ChatMessageContentPart.CreateTextPart(text.Text),
        UriContent uri when uri.HasTopLevelMediaType("image") => ChatMessageContentPart.CreateImagePart(uri.Uri),
        DataContent image when image.HasTopLevelMediaType("image") => ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(image.Data), image.MediaType),
        DataContent { MediaType: "application/pdf" } pdf => ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes(pdf.Data), pdf.MediaType, pdf.Name ?? "document.pdf"),
        UriContent or DataContent => throw new NotSupportedException($"Chat completions cannot carry {content.GetType().Name} of this media type; images and PDF are supported."),
        // Calls and results are handled by role; reasoning and usage are of the reply and are not sent back.
        _ => null,
    };

    private static ChatToolCall Call(FunctionCallContent call)
        => ChatToolCall.CreateFunctionToolCall(
            call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Compact)));

    private static string Text(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        AIContent content => (content as TextContent)?.Text ?? JsonSerializer.Serialize(content, Compact),
        _ => JsonSerializer.Serialize(result, Compact.GetTypeInfo(typeof(object))),
    };
}
