using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>
/// Tokens before anybody counted them: a third of the UTF-8 bytes, eight a message, 1,500 a picture or page file. English has about four bytes
/// a token, other languages and JSON about three, so this errs on the side of too many.
/// </summary>
internal static class TokenEstimate
{
    private const int BytesPerToken = 3;
    private const int PerMessage = 8;
    private const int PerFile = 1_500;

    public static long Input(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var format = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? Text(schema.GetRawText()) : 0;
        var tools = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Sum(tool => PerMessage + Text(tool.Name) + Text(tool.Description) + Text(tool.JsonSchema.GetRawText()));
        return messages.Sum(message => PerMessage + message.Contents.Sum(Content)) + format + tools;
    }

    public static long Output(ChatResponse response) => response.Messages.Sum(message => message.Contents.Sum(Content));

    public static long Text(string text) => (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    private static long Content(AIContent content) => content switch
    {
        TextContent text => Text(text.Text),
        TextReasoningContent thought => Text(thought.Text),
        FunctionCallContent call => Text(call.Name) + Text(JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)),
        FunctionResultContent result => Text(result.Result as string ?? JsonSerializer.Serialize(result.Result, AIJsonUtilities.DefaultOptions)),
        DataContent or UriContent => PerFile,
        _ => 0,
    };
}
