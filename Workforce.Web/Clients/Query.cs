using System.Globalization;

namespace Workforce.Web.Clients;

/// <summary>A query string without its empty parts.</summary>
internal static class Query
{
    public static string Of(string path, params ReadOnlySpan<(string Name, object? Value)> parts)
    {
        var words = new List<string>();
        foreach (var (name, value) in parts)
        {
            if (Word(value) is { Length: > 0 } word)
                words.Add($"{name}={Uri.EscapeDataString(word)}");
        }

        return words.Count == 0 ? path : $"{path}?{string.Join('&', words)}";
    }

    private static string? Word(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
