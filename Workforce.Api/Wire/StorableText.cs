using System.Text.Json;

namespace Workforce.Api.Wire;

/// <summary>What Postgres can keep as text: no NUL, no half of a surrogate pair. Refused here, it names the field; there, it would be an error of the server.</summary>
internal static class StorableText
{
    public const string Message = "must not contain the character NUL or half of a surrogate pair";

    public static bool Is(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0' || char.IsLowSurrogate(text[at]) || (char.IsHighSurrogate(text[at]) && (at + 1 == text.Length || !char.IsLowSurrogate(text[++at]))))
            {
                return false;
            }
        }

        return true;
    }

    public static bool Is(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => IsString(json),
        JsonValueKind.Array => json.EnumerateArray().All(Is),
        JsonValueKind.Object => json.EnumerateObject().All(member => Is(member.Name) && Is(member.Value)),
        _ => true,
    };

    private static bool IsString(JsonElement json)
    {
        try
        {
            return Is(json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // An escape that stands for half a pair has no string.
            return false;
        }
    }
}
