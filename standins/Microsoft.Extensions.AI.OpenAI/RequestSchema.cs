using System.Text.Json.Nodes;

namespace Microsoft.Extensions.AI;

/// <summary>JSON schemas as OpenAI accepts them.</summary>
/// <remarks>Source: OpenAI's guide to structured outputs, "Supported schemas": objects are closed and require every property, and the keywords below are refused in strict mode. What a refused keyword says is moved to the description, so that the model still reads it.</remarks>
internal static class RequestSchema
{
    private static readonly string[] Refused =
    [
        "contains", "contentEncoding", "contentMediaType", "format", "maxContains", "maximum", "maxItems", "maxLength", "maxProperties",
        "minContains", "minimum", "minItems", "minLength", "minProperties", "multipleOf", "not", "pattern", "patternProperties",
        "propertyNames", "unevaluatedItems", "unevaluatedProperties", "uniqueItems",
    ];

    private static readonly AIJsonSchemaTransformCache Strict = new(new AIJsonSchemaTransformOptions
    {
        ConvertBooleanSchemas = true,
        DisallowAdditionalProperties = true,
        MoveDefaultKeywordToDescription = true,
        RequireAllProperties = true,
        TransformSchemaNode = (_, node) => MoveRefused(node),
    });

    public static BinaryData Answer(ChatResponseFormatJson format)
        => BinaryData.FromString(Strict.GetOrCreateTransformedSchema(format)!.Value.GetRawText());

    /// <summary>A function's parameters: always an object with properties, even for a function without any.</summary>
    public static BinaryData Parameters(AIFunctionDeclaration function, bool strict)
    {
        var schema = JsonNode.Parse((strict ? Strict.GetOrCreateTransformedSchema(function) : function.JsonSchema).GetRawText()) as JsonObject ?? [];
        schema["type"] = "object";
        schema["properties"] ??= new JsonObject();
        schema["required"] ??= new JsonArray();
        // The function's own title and description are sent beside the schema.
        schema.Remove("title");
        schema.Remove("description");
        schema.Remove("$schema");
        return BinaryData.FromString(schema.ToJsonString());
    }

    private static JsonNode MoveRefused(JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;

        var moved = new List<string>();
        foreach (var keyword in Refused)
        {
            if (schema[keyword] is not { } value)
                continue;

            moved.Add($"{keyword}: {value.ToJsonString()}");
            schema.Remove(keyword);
        }

        if (moved.Count > 0)
        {
            var described = schema["description"]?.GetValue<string>();
            schema["description"] = string.Join('\n', described is null ? moved : moved.Prepend(described));
        }

        return schema;
    }
}
