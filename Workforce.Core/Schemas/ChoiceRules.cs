using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>allOf, anyOf and oneOf.</summary>
internal static class ChoiceRules
{
    public static void Check(SchemaSpot spot, JsonElement schema, JsonElement value, List<SchemaProblem> problems)
    {
        foreach (var each in Forms(schema, "allOf"))
        {
            SchemaCheck.Check(spot.Deeper(), each, value, problems);
        }

        var any = Tries(spot, schema, "anyOf", value);
        if (any.Count > 0 && any.All(found => found.Count > 0))
        {
            problems.AddRange(Nearest(spot, any));
        }

        var one = Tries(spot, schema, "oneOf", value);
        var fits = one.Count(found => found.Count == 0);
        if (one.Count > 0 && fits == 0)
        {
            problems.AddRange(Nearest(spot, one));
        }
        else if (fits > 1)
        {
            problems.Add(new(spot.Path, $"fits {fits} of the {one.Count} forms, exactly one may fit"));
        }
    }

    private static List<List<SchemaProblem>> Tries(SchemaSpot spot, JsonElement schema, string keyword, JsonElement value)
    {
        var tries = new List<List<SchemaProblem>>();
        foreach (var form in Forms(schema, keyword))
        {
            var problems = new List<SchemaProblem>();
            SchemaCheck.Check(spot.Deeper(), form, value, problems);
            tries.Add(problems);
        }

        return tries;
    }

    private static JsonElement.ArrayEnumerator Forms(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var forms) && forms.ValueKind == JsonValueKind.Array ? forms.EnumerateArray() : default;

    /// <summary>The form that got furthest was most likely the one meant: its problems lie deepest, or it has the fewest.</summary>
    private static List<SchemaProblem> Nearest(SchemaSpot spot, List<List<SchemaProblem>> tries)
    {
        var nearest = tries.OrderBy(found => found.Any(problem => problem.Path == spot.Path)).ThenBy(found => found.Count).First();
        return tries.All(found => found.Any(problem => problem.Path == spot.Path)) && tries.Count > 1
            ? [new SchemaProblem(spot.Path, string.Join(", or: ", tries.Select(found => found.First(problem => problem.Path == spot.Path).Problem).Distinct()))]
            : nearest;
    }
}
