using System.Security.Cryptography;
using System.Text.Json;

namespace Workforce.Jobs;

/// <summary>Makes a job unique among those of its tenant and kind with the same arguments, for a time.</summary>
/// <param name="For">From the enqueueing of the first on, whether that has finished or not: more than zero and at most 400 days.</param>
/// <param name="Members">The members of the payload that count, at most 20; null: all of it. A member that is missing counts as null.</param>
public sealed record UniqueBy(TimeSpan For, IReadOnlyList<string>? Members = null)
{
    /// <summary>No key that is given by hand begins with this.</summary>
    internal const char Mark = '~';

    /// <summary>The same for two payloads that say the same, in whatever order and however spaced.</summary>
    internal string KeyOf(string kind, string payloadJson)
    {
        using var payload = JsonDocument.Parse(payloadJson);
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
            if (Members is null)
                Write(json, payload.RootElement);
            else
            {
                json.WriteStartObject();
                foreach (var member in Members.Order(StringComparer.Ordinal))
                {
                    json.WritePropertyName(member);
                    if (payload.RootElement.TryGetProperty(member, out var value))
                        Write(json, value);
                    else
                        json.WriteNullValue();
                }
                json.WriteEndObject();
            }
        return $"{Mark}{kind}:{Convert.ToHexStringLower(SHA256.HashData(text.ToArray()))}";
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            // 1.0 and 1 are one number; one that no decimal holds counts as it is written.
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                json.WriteRawValue((number / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
