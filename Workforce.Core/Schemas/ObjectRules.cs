using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>What an object must and may hold.</summary>
internal static class ObjectRules
{
    /// <summary>Names that a message lists before it stops.</summary>
    private const int Listed = 12;

    public static void Check(SchemaSpot spot, JsonElement schema, JsonElement value, List<SchemaProblem> problems)
    {
        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object;
        foreach (var missing in Required(schema).Where(name => !value.TryGetProperty(name, out _)))
        {
            var wanted = known && properties.TryGetProperty(missing, out var rule) ? SchemaWords.Wanted(rule) : "a value";
            problems.Add(new(spot.Property(missing).Path, $"is missing: give {wanted}"));
        }

        foreach (var property in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(property.Name, out var rule))
            {
                SchemaCheck.Check(spot.Property(property.Name), rule, property.Value, problems);
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                if (others.ValueKind == JsonValueKind.False)
                {
                    problems.Add(new(spot.Property(property.Name).Path, Unknown(known ? properties : default)));
                }
                else
                {
                    SchemaCheck.Check(spot.Property(property.Name), others, property.Value, problems);
                }
            }
        }
    }

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            ? required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)
            : [];

    private static string Unknown(JsonElement properties)
    {
        string[] names = properties.ValueKind == JsonValueKind.Object ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];
        return names.Length == 0
            ? "is no known name: leave it out"
            : $"is no known name: leave it out, or use one of {string.Join(", ", names.Take(Listed))}{(names.Length > Listed ? ", …" : "")}";
    }
}
