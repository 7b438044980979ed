using Microsoft.Extensions.AI;
using Workforce.Core.Schemas;

namespace Workforce.Workers.Llm;

/// <summary>How a conversation begins, and how a reply that does not fit is handed back. Pure: values in, values out.</summary>
internal static class Opening
{
    public static List<ChatMessage> Of<T>(ModelQuestion<T> question, IReadOnlyList<ModelCard> cards)
        where T : class
    {
        // A server that cannot be held to a schema is told it in words; the others save the tokens.
        var told = typeof(T) != typeof(string) && cards.Any(card => card.Structured != StructuredMode.Schema)
            ? $"\n\nAnswer with one JSON object alone, which fits this JSON Schema:\n{RecordSchema.Of<T>().GetRawText()}"
            : "";
        return
        [
            new(ChatRole.System, $"{question.Instructions}\n\n{OutsideText.Rule}{told}"),
            new(ChatRole.User, [.. question.Parts.Select(part => part.Content)]),
        ];
    }

    public static ChatOptions Options<T>(ModelQuestion<T> question)
        where T : class => new()
    {
        MaxOutputTokens = question.MaxOutputTokens,
        Temperature = question.Temperature,
        ResponseFormat = typeof(T) == typeof(string) ? null : ChatResponseFormat.ForJsonSchema(RecordSchema.Of<T>(), Name(question.Name)),
        Tools = question.Tools.Count == 0 ? null : [.. question.Tools.Select(tool => tool.Function)],
    };

    public static ChatMessage Repair(IReadOnlyList<string> problems) =>
        new(ChatRole.User, $"Your answer cannot be used:\n- {string.Join("\n- ", problems)}\nAnswer again, in full, with these put right.");

    /// <summary>Servers refuse a conversation in which a call has no result, as the last one of too many has none.</summary>
    public static IEnumerable<ChatMessage> WithoutOpenCalls(IList<ChatMessage> all)
    {
        // By place, not by id: some servers number the calls of each answer anew.
        if (all.LastOrDefault() is not { } last || !last.Contents.OfType<FunctionCallContent>().Any())
        {
            return all;
        }

        List<AIContent> left = [.. last.Contents.Where(content => content is not FunctionCallContent)];
        return [.. all.SkipLast(1), new ChatMessage(last.Role, left.Count > 0 ? left : [new TextContent("(asked for more tools)")])];
    }

    /// <summary>Providers allow letters, digits and underscores.</summary>
    private static string Name(string question) => string.Concat(question.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}
