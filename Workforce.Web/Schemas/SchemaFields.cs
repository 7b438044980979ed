using System.Text.Json;

namespace Workforce.Web.Schemas;

/// <summary>Reads a JSON Schema (the part of draft 2020-12 that the API writes) as fields of a form. What it cannot show as one is asked for as JSON.</summary>
public static class SchemaFields
{
    /// <summary>From this many characters a text is given more than a line.</summary>
    private const int Line = 160;

    private const int Deepest = 6;

    /// <summary>The fields of a record, in its order; empty: it has none.</summary>
    public static IReadOnlyList<SchemaField> Of(JsonElement schema) => Properties(schema, schema, 0);

    private static List<SchemaField> Properties(JsonElement root, JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return [];
        return [.. properties.EnumerateObject().Select(property => Field(root, property.Name, property.Value, depth))];
    }

    private static SchemaField Field(JsonElement root, string name, JsonElement schema, int depth)
    {
        schema = Resolve(root, schema);
        var types = Types(schema);
        var options = Options(schema);
        var item = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("items", out var items) ? Resolve(root, items) : default;
        var fields = depth >= Deepest ? [] : Properties(root, types.Contains("array") ? item : schema, depth + 1);
        var kind = types.FirstOrDefault(type => type != "null") switch
        {
            _ when types.Count(type => type != "null") != 1 => SchemaKind.Json,
            "string" when options.Length > 0 => SchemaKind.Choice,
            "string" when Text(schema, "format") == "date" => SchemaKind.Date,
            "string" when Number(schema, "maxLength") > Line => SchemaKind.LongText,
            "string" => SchemaKind.Text,
            "integer" => SchemaKind.Whole,
            "number" => SchemaKind.Number,
            "boolean" => SchemaKind.Flag,
            "array" when Options(item).Length > 0 => SchemaKind.Choices,
            "array" when fields.Count > 0 => SchemaKind.Rows,
            "array" when Types(item) is ["string"] or ["integer"] or ["number"] => SchemaKind.List,
            "object" when fields.Count > 0 => SchemaKind.Group,
            _ => SchemaKind.Json,
        };
        return new(name, kind, types.Contains("null"))
        {
            Description = Text(schema, "description"),
            Minimum = Number(schema, "minimum") ?? Number(schema, "exclusiveMinimum"),
            Maximum = Number(schema, "maximum") ?? Number(schema, "exclusiveMaximum"),
            MaxLength = (int?)Number(schema, "maxLength"),
            Options = kind == SchemaKind.Choices ? Options(item) : options,
            Fields = fields,
            Default = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("default", out var usual) ? usual.Clone() : null,
            Numbers = Types(item) is ["integer"] or ["number"],
        };
    }

    private static string[] Types(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.ToString())]
        : [type.ToString()];

    private static string[] Options(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array
            ? [.. words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)]
            : [];

    private static string? Text(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    // A record that occurs twice is written once, and pointed to.
    private static JsonElement Resolve(JsonElement root, JsonElement schema)
    {
        if (Text(schema, "$ref") is not ['#', .. var pointer])
            return schema;
        var found = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out found))
                return schema;
        }

        return found;
    }
}
