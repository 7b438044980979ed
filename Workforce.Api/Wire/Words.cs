using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Workforce.Api.Wire;

/// <summary>Enums in queries, by their words on the wire.</summary>
internal static class Words
{
    /// <summary>Null where the word is one, or none is given.</summary>
    public static ValidationProblem? Problem<T>(string field, string? word, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (string.IsNullOrEmpty(word))
        {
            return null;
        }

        foreach (var one in Enum.GetValues<T>())
        {
            if (Of(one) == word)
            {
                value = one;
                return null;
            }
        }

        return Problems.Field(field, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}");
    }

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
