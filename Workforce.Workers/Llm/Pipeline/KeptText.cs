using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>A message as people read it in a trace.</summary>
internal static class KeptText
{
    public static string Of(ChatMessage message) => string.Join('\n', message.Contents.Select(Of).Where(text => text.Length > 0));

    private static string Of(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent thought => $"[thought] {thought.Text}",
        FunctionCallContent call => $"[calls {call.Name} {JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)}]",
        FunctionResultContent result => result.Result as string ?? JsonSerializer.Serialize(result.Result, AIJsonUtilities.DefaultOptions),
        DataContent data => $"[{data.MediaType}, {data.Data.Length:#,0} bytes]",
        UriContent uri => $"[{uri.MediaType} at {uri.Uri}]",
        ErrorContent error => $"[{error.ErrorCode} {error.Message}]",
        _ => "",
    };
}
