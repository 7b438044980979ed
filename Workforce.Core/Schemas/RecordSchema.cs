using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Workforce.Core.Schemas;

/// <summary>The JSON Schema (draft 2020-12) of a C# record, written as <see cref="SchemaJson"/> writes its values.</summary>
public static class RecordSchema
{
    private static readonly ConcurrentDictionary<Type, JsonElement> Known = new();

    private static readonly JsonSchemaExporterOptions Exporting = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = SchemaNotes.Annotate,
    };

    public static JsonElement Of<T>() => Of(typeof(T));

    public static JsonElement Of(Type type) => Known.GetOrAdd(type, Make);

    /// <summary>Reads a value that must fit the type. Problems are empty exactly where <paramref name="value"/> is one.</summary>
    public static IReadOnlyList<SchemaProblem> Read<T>(JsonElement json, out T? value)
    {
        value = default;
        var problems = SchemaCheck.Problems(Of<T>(), json);
        if (problems.Count > 0)
        {
            return problems;
        }

        try
        {
            value = json.Deserialize<T>(SchemaJson.Options);
            return value is null ? [new SchemaProblem("", "null where a value is asked for")] : [];
        }
        // What a schema cannot say: a whole number too large for its type, a date that the calendar lacks.
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return [new SchemaProblem((e as JsonException)?.Path?.TrimStart('$', '.') ?? "", $"cannot be read: {e.Message}")];
        }
    }

    private static JsonElement Make(Type type)
    {
        var schema = SchemaJson.Options.GetJsonSchemaAsNode(type, Exporting);
        if (schema is JsonObject root)
        {
            // The root is always asked for, whatever the type's own nullability says.
            SchemaNotes.Require(root);
        }

        return JsonSerializer.SerializeToElement(schema);
    }
}
