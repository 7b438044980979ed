using System.Globalization;
using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>What a single value must be: its kind, a fixed value or one of several, and the limits of numbers.</summary>
internal static class ScalarRules
{
    /// <summary>Null where the value is of a kind that the schema allows.</summary>
    public static string? Kind(JsonElement schema, JsonElement value)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var fits = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => Is(one, value)) : Is(type, value);
        return fits ? null : $"{SchemaWords.Value(value)} is not {SchemaWords.Wanted(schema)}";
    }

    public static IEnumerable<string> Broken(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            yield return $"{SchemaWords.Value(value)} is not {SchemaWords.Value(only)}, the only value allowed";
        }

        if (schema.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{SchemaWords.Value(value)} is not one of {SchemaWords.List(words)}";
        }

        foreach (var problem in value.ValueKind switch
        {
            JsonValueKind.Number => Numbers(schema, value),
            JsonValueKind.String => TextRules.Broken(schema, value.GetString()!),
            _ => [],
        })
        {
            yield return problem;
        }
    }

    /// <summary>A count that a schema sets, null where it sets none.</summary>
    public static long? Limit(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var limit) && limit.ValueKind == JsonValueKind.Number && limit.TryGetInt64(out var count) ? count : null;

    private static IEnumerable<string> Numbers(JsonElement schema, JsonElement value)
    {
        var shown = value.GetRawText();
        if (Bound(schema, "minimum") is { } least && Compare(value, least) < 0)
        {
            yield return $"{shown} is below the minimum of {least.GetRawText()}";
        }

        if (Bound(schema, "maximum") is { } most && Compare(value, most) > 0)
        {
            yield return $"{shown} is above the maximum of {most.GetRawText()}";
        }

        if (Bound(schema, "exclusiveMinimum") is { } above && Compare(value, above) <= 0)
        {
            yield return $"{shown} must be above {above.GetRawText()}";
        }

        if (Bound(schema, "exclusiveMaximum") is { } below && Compare(value, below) >= 0)
        {
            yield return $"{shown} must be below {below.GetRawText()}";
        }
    }

    private static JsonElement? Bound(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound : null;

    /// <summary>Exact as decimals where both are; 0.1 is then 0.1.</summary>
    private static int Compare(JsonElement a, JsonElement b) =>
        a.TryGetDecimal(out var x) && b.TryGetDecimal(out var y) ? x.CompareTo(y) : a.GetDouble().CompareTo(b.GetDouble());

    private static bool Is(JsonElement type, JsonElement value) => (type.ValueKind == JsonValueKind.String ? type.GetString() : null) switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static bool IsWhole(JsonElement value) =>
        value.TryGetInt64(out _) || (double.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out var real) && Math.Floor(real) == real);
}
