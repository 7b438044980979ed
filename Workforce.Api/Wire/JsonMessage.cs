using System.Text.Json;
using System.Text.RegularExpressions;
using Workforce.Contracts;

namespace Workforce.Api.Wire;

/// <summary>What was wrong with the JSON, for whoever wrote it: without the names of our types, with the line.</summary>
internal static partial class JsonMessage
{
    public static string Of(JsonException exception)
    {
        var what = exception.Message switch
        {
            var text when text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => "is not a property of this request",
            var text when text.Contains("Duplicate property", StringComparison.Ordinal) => "is given twice",
            var text when Unconvertible().Match(text) is { Success: true } m => "must be " + Kind(TypeAt(m.Groups["type"].Value, exception.Path)),
            var text when text.StartsWith("An amount is", StringComparison.Ordinal) => "must be a decimal string such as \"-12.50\"",
            var text => "is not JSON: " + Position().Replace(text, "").TrimEnd('.', ' '),
        };
        return exception.LineNumber is { } line ? $"{what} (line {line + 1}, byte {exception.BytePositionInLine + 1})" : what;
    }

    /// <summary>For a property of a record the message names the record; the path names the property.</summary>
    private static string TypeAt(string type, string? path) =>
        typeof(WireJson).Assembly.GetType(type)?.GetProperties()
            .FirstOrDefault(property => path == "$." + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))?.PropertyType.ToString() ?? type;

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("Guid", StringComparison.Ordinal) => "a UUID",
        _ when type.Contains("IReadOnlyList", StringComparison.Ordinal) => "an array",
        _ when type.Contains("Int", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("String", StringComparison.Ordinal) => "a string",
        _ when type.Contains("Date", StringComparison.Ordinal) => "a date",
        _ => "an object",
    };

    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>.+?)\. Path")]
    private static partial Regex Unconvertible();

    [GeneratedRegex(@"( Path: \S+ \|)? ?LineNumber: \d+ \| BytePositionInLine: \d+\.?")]
    private static partial Regex Position();
}
