using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Workforce.Api.Wire;

/// <summary>
/// Finds the parameter of the query that made a request fail. Of a parameter that may be absent the compiled routes say
/// only that something was wrong with it, and not which it was.
/// </summary>
internal static class UnreadParameter
{
    /// <returns>Null where each value can be read: then something else was wrong.</returns>
    public static IResult? Of(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => parameter.HasTryParse)
            .SelectMany(parameter => http.Request.Query[parameter.Name], (parameter, value) => (parameter, value))
            .Where(given => !string.IsNullOrEmpty(given.value) && !Fits(given.parameter.ParameterInfo.ParameterType, given.value))
            .Select(given => Refusal(given.parameter.Name, given.value!))
            .FirstOrDefault();

    public static IResult Refusal(string parameter, string value) => Problems.Field(JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter), $"cannot be read from '{value}'");

    private static bool Fits(Type declared, string value)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type.IsEnum
            ? Enum.TryParse(type, value, ignoreCase: true, out _)
            : (bool)typeof(UnreadParameter).GetMethod(nameof(FitsParsable), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [value])!;
    }

    private static bool FitsParsable<T>(string value)
        where T : IParsable<T> => T.TryParse(value, CultureInfo.InvariantCulture, out _);
}
