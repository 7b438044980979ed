using System.Globalization;
using System.Text.RegularExpressions;
using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>What a text must look like.</summary>
internal static class TextRules
{
    /// <summary>A pattern comes from whoever wrote the schema, which may be a server of somebody else's.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<string> Broken(JsonElement schema, string text)
    {
        // The draft counts characters as readers do, not as UTF-16 does.
        var length = new StringInfo(text).LengthInTextElements;
        if (ScalarRules.Limit(schema, "minLength") is { } least && length < least)
        {
            yield return $"has {SchemaWords.Count(length, "character", "characters")}, at least {least} must be given";
        }

        if (ScalarRules.Limit(schema, "maxLength") is { } most && length > most)
        {
            yield return $"has {SchemaWords.Count(length, "character", "characters")}, at most {most} may be given";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && !Fits(pattern.GetString()!, text))
        {
            yield return $"\"{text}\" does not have the form {pattern.GetString()}";
        }

        if (schema.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && Misshapen(format.GetString()!, text) is { } example)
        {
            yield return $"\"{text}\" is not {example}";
        }
    }

    /// <summary>Null where the text is of the format, or the format is none of ours; else what one looks like.</summary>
    private static string? Misshapen(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "a date such as 2026-03-31",
        "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "a time such as 17:30:00",
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) && text.Contains('T', StringComparison.Ordinal)
            ? null
            : "an instant such as 2026-03-31T17:30:00Z",
        "uuid" => Guid.TryParseExact(text, "D", out _) ? null : "an id such as 0190a6c2-5d1e-7c3b-9f00-2b1f6f0c8a11",
        _ => null,
    };

    private static bool Fits(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        // No pattern that we can read, so none that we can hold anybody to.
        catch (RegexParseException)
        {
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
