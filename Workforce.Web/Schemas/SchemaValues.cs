using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workforce.Web.Schemas;

/// <summary>What a form's inputs show of a record's values, and what is written back. What does not read as the kind asked for is kept as text: the API says what is wrong with it.</summary>
public static class SchemaValues
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A copy that a form may change.</summary>
    public static JsonObject Copy(JsonElement record) => JsonNode.Parse(record.GetRawText()) as JsonObject ?? [];

    public static JsonElement Element(JsonObject record) => JsonSerializer.SerializeToElement(record);

    public static bool Same(JsonElement record, JsonObject draft) => JsonElement.DeepEquals(record, Element(draft));

    /// <summary>As JSON that people read.</summary>
    public static string Pretty(JsonElement value) => JsonSerializer.Serialize(value, Indented);

    /// <summary>What an input shows.</summary>
    public static string Text(SchemaField field, JsonNode? value) => field.Kind switch
    {
        SchemaKind.List => string.Join('\n', value is JsonArray entries ? entries.Select(entry => Plain(entry)) : []),
        SchemaKind.Json => value is JsonValue && Words(value) is { } typed ? typed : value?.ToJsonString(Indented) ?? "",
        _ => Plain(value),
    };

    /// <summary>What was typed, as the field's kind of value.</summary>
    public static JsonNode? Read(SchemaField field, string text) => field.Kind switch
    {
        SchemaKind.List => new JsonArray([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)(field.Numbers ? Number(line) : line))]),
        SchemaKind.Json => Json(text),
        _ when text.Length == 0 && (field.Optional || field.Kind is SchemaKind.Whole or SchemaKind.Number) => null,
        SchemaKind.Whole or SchemaKind.Number => Number(text),
        _ => text,
    };

    /// <summary>A decimal as inputs give it; null: it is none.</summary>
    public static decimal? Amount(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A row with nothing filled in.</summary>
    public static JsonObject Blank(IReadOnlyList<SchemaField> fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Kind switch
    {
        _ when field.Optional => null,
        SchemaKind.Flag => JsonValue.Create(false),
        SchemaKind.Choice => JsonValue.Create(field.Options[0]),
        SchemaKind.List or SchemaKind.Choices or SchemaKind.Rows => new JsonArray(),
        SchemaKind.Group => Blank(field.Fields),
        SchemaKind.Text or SchemaKind.LongText => JsonValue.Create(""),
        _ => (JsonNode?)null,
    })));

    private static string Plain(JsonNode? value) => Words(value) ?? value?.ToJsonString() ?? "";

    private static string? Words(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var words) ? words : null;

    private static JsonValue Number(string text) => Amount(text) is { } number ? JsonValue.Create(number) : JsonValue.Create(text);

    private static JsonNode? Json(string text)
    {
        try
        {
            return text.Trim().Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
