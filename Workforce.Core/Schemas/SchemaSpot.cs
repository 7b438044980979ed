using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>Where a check is.</summary>
/// <param name="Root">The whole schema, which local references point into.</param>
/// <param name="Path">In the value.</param>
/// <param name="Left">Levels that may still be gone down.</param>
internal sealed record SchemaSpot(JsonElement Root, string Path, int Left)
{
    public SchemaSpot Deeper() => this with { Left = Left - 1 };

    public SchemaSpot Property(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}", Left = Left - 1 };

    public SchemaSpot Item(int n) => this with { Path = $"{Path}[{n}]", Left = Left - 1 };

    /// <summary>A reference inside the schema (<c>#/…</c>, a JSON pointer); null for any other, which is nobody's to follow.</summary>
    public JsonElement? Resolve(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not ['#', .. var pointer])
        {
            return null;
        }

        var found = Root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind == JsonValueKind.Array && int.TryParse(name, out var n) && n >= 0 && n < found.GetArrayLength())
            {
                found = found[n];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }
}
