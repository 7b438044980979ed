using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>Kinds and values in plain English.</summary>
internal static class SchemaWords
{
    private const int Shown = 60;

    /// <summary>What a rule asks for, e.g. <c>a whole number</c>.</summary>
    public static string Wanted(JsonElement rule)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            return "a value";
        }

        if (rule.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array)
        {
            return $"one of {List(words)}";
        }

        return rule.TryGetProperty("type", out var type) ? Kinds(type) : "a value";
    }

    public static string Kinds(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? string.Join(" or ", type.EnumerateArray().Select(Kind))
        : Kind(type);

    public static string List(JsonElement values) => string.Join(", ", values.EnumerateArray().Select(value =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()));

    /// <summary>The value itself where it is short, else how it begins.</summary>
    public static string Value(JsonElement value)
    {
        var text = value.GetRawText();
        return value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            // Not what the file wrote: "Zo\u00eb" is Zoë to whoever reads the message.
            JsonValueKind.String => $"\"{Cut(value.GetString()!)}\"",
            _ => Cut(text),
        };
    }

    public static string Count(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Cut(string text) => text.Length > Shown ? string.Concat(text.AsSpan(0, Shown), "…") : text;

    private static string Kind(JsonElement type) => (type.ValueKind == JsonValueKind.String ? type.GetString() : null) switch
    {
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "text",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        "null" => "null",
        _ => "a value",
    };
}
