using System.Text.Json;
using Workforce.Core.Schemas;

namespace Workforce.Core.Proposals;

/// <summary>How details and receipts are kept.</summary>
internal static class ProposalJson
{
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), SchemaJson.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, SchemaJson.Options)!;

    /// <summary>Two texts that say the same, however spaced and ordered.</summary>
    public static bool Same(string a, string b)
    {
        using var left = JsonDocument.Parse(a);
        using var right = JsonDocument.Parse(b);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
