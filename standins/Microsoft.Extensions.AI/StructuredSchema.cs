using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.Extensions.AI;

/// <summary>The JSON schema of a type in the form that models accept as a promise: closed objects, every property required.</summary>
internal static class StructuredSchema
{
    private static readonly AIJsonSchemaCreateOptions Inference = new()
    {
        IncludeSchemaKeyword = true,
        TransformOptions = new AIJsonSchemaTransformOptions
        {
            DisallowAdditionalProperties = true,
            RequireAllProperties = true,
            MoveDefaultKeywordToDescription = true,
        },
    };

    /// <summary>The schema, and whether the type had to be put into an object: providers refuse a root that is a list or a plain value.</summary>
    public static (JsonElement Schema, bool Wrapped) Of(Type type, JsonSerializerOptions options)
    {
        var schema = AIJsonUtilities.CreateJsonSchema(type, serializerOptions: options, inferenceOptions: Inference);
        if (IsObject(schema))
            return (schema, false);

        var inner = JsonNode.Parse(schema.GetRawText())!;
        (inner as JsonObject)?.Remove("$schema");
        var wrapper = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["data"] = inner },
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("data"),
        };
        return (JsonSerializer.SerializeToElement(wrapper), true);
    }

    /// <summary>The type's name with the characters a provider allows: letters, digits, underscore.</summary>
    public static string NameOf(Type type)
    {
        var name = type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}_{string.Join('_', type.GetGenericArguments().Select(NameOf))}"
            : type.Name;
        return string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    }

    private static bool IsObject(JsonElement schema)
        => schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
            && type.ValueEquals("object");
}
