using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Workforce.Core.Schemas;

/// <summary>What the attributes of a record say, as keywords of its schema. An attribute may stand on the property or on the parameter of the primary constructor.</summary>
internal static class SchemaNotes
{
    public static JsonNode Annotate(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            // "Anything": an object, so that a description still finds its place.
            schema = [];
            if (node.GetValueKind() == JsonValueKind.False)
            {
                return node;
            }
        }

        NameType(context.TypeInfo.Type, schema);
        if (context.TypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object && schema.ContainsKey("properties"))
        {
            schema["additionalProperties"] = false;
        }

        foreach (var note in Notes(context))
        {
            Add(schema, note);
        }

        return schema;
    }

    /// <summary>Takes null off a schema's types.</summary>
    public static void Require(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            var left = types.Select(type => type!.GetValue<string>()).Where(type => type != "null").ToArray();
            schema["type"] = left.Length == 1 ? left[0] : new JsonArray([.. left.Select(type => (JsonNode)type)]);
        }
    }

    private static void NameType(Type type, JsonObject schema)
    {
        // Strict servers refuse what has no type; the exporter leaves it out beside enum.
        if (schema["enum"] is JsonArray words && !schema.ContainsKey("type"))
        {
            schema["type"] = words.Any(word => word is null) ? new JsonArray("string", "null") : "string";
        }

        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal) && !schema.ContainsKey("type"))
        {
            schema["type"] = "number";
        }
    }

    private static IEnumerable<Attribute> Notes(JsonSchemaExporterContext context)
    {
        if (context.PropertyInfo is not { } property)
        {
            return context.TypeInfo.Type.GetCustomAttributes<DescriptionAttribute>();
        }

        return (property.AttributeProvider?.GetCustomAttributes(true) ?? [])
            .Concat(property.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(true) ?? [])
            .OfType<Attribute>();
    }

    private static void Add(JsonObject schema, Attribute note)
    {
        var many = HasType(schema, "array");
        switch (note)
        {
            case DescriptionAttribute description:
                schema["description"] = description.Description;
                break;
            case RangeAttribute range:
                schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(range.Maximum);
                break;
            case MinLengthAttribute least:
                schema[many ? "minItems" : "minLength"] = least.Length;
                break;
            case MaxLengthAttribute most:
                schema[many ? "maxItems" : "maxLength"] = most.Length;
                break;
            case LengthAttribute length:
                schema[many ? "minItems" : "minLength"] = length.MinimumLength;
                schema[many ? "maxItems" : "maxLength"] = length.MaximumLength;
                break;
            case StringLengthAttribute length:
                schema["maxLength"] = length.MaximumLength;
                if (length.MinimumLength > 0)
                {
                    schema["minLength"] = length.MinimumLength;
                }

                break;
            case RegularExpressionAttribute form:
                // The attribute asks for the whole text, the keyword for any part of it.
                schema["pattern"] = $"^(?:{form.Pattern})$";
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonSerializer.SerializeToNode(value, SchemaJson.Options))]);
                break;
        }
    }

    private static bool HasType(JsonObject schema, string name) => schema["type"] switch
    {
        JsonArray types => types.Any(type => type?.GetValue<string>() == name),
        { } type => type.GetValue<string>() == name,
        _ => false,
    };

    private static JsonNode Number(object value) => value switch
    {
        int whole => whole,
        double real when Math.Abs(real) < 1e15 => (decimal)real,
        double real => real,
        _ => decimal.Parse(value.ToString()!, System.Globalization.CultureInfo.InvariantCulture),
    };
}
