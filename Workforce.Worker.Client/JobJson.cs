using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workforce.Worker.Client;

/// <summary>How payloads and results are written when a kind brings no metadata of its own: as the engine writes them.</summary>
public static class JobJson
{
    /// <summary>snake_case names, enums by name in snake_case, nulls left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
