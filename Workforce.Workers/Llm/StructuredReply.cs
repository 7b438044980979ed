using System.Text.Json;
using Microsoft.Extensions.AI;
using Workforce.Core.Schemas;

namespace Workforce.Workers.Llm;

/// <summary>Reads what a model answered. Pure: values in, values out.</summary>
internal static class StructuredReply
{
    /// <summary>Problems are empty exactly where there is a value.</summary>
    public static (T? Value, IReadOnlyList<SchemaProblem> Problems) Read<T>(ChatResponse response, Func<T, IEnumerable<SchemaProblem>>? check)
        where T : class
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any())
        {
            return (null, [new("", "the answer was refused; answer what was asked")]);
        }

        var text = response.Text;
        var (value, problems) = typeof(T) == typeof(string) ? (text.Trim() as T, Plain(text)) : Json<T>(text);
        if (problems.Count > 0)
        {
            return response.FinishReason == ChatFinishReason.Length ? (null, [new("", "the answer was cut off at its greatest length; answer shorter")]) : (null, problems);
        }

        SchemaProblem[] further = check is null ? [] : [.. check(value!)];
        return further.Length > 0 ? (null, further) : (value, []);
    }

    private static IReadOnlyList<SchemaProblem> Plain(string text) => string.IsNullOrWhiteSpace(text) ? [new("", "the answer is empty")] : [];

    private static (T?, IReadOnlyList<SchemaProblem>) Json<T>(string text)
    {
        // Models like to wrap JSON in words or fences.
        var (from, to) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (from < 0 || to < from)
        {
            return (default, [new("", "there is no JSON object in the answer; answer with the JSON object alone")]);
        }

        try
        {
            using var json = JsonDocument.Parse(text.AsMemory(from, to - from + 1), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var problems = RecordSchema.Read<T>(json.RootElement, out var value);
            return (value, problems);
        }
        catch (JsonException e)
        {
            return (default, [new("", $"the answer is not JSON: {e.Message}")]);
        }
    }
}
