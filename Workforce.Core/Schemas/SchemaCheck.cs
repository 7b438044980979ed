using System.Text.Json;

namespace Workforce.Core.Schemas;

/// <summary>
/// Checks a value against a JSON Schema: the part of draft 2020-12 that <see cref="RecordSchema"/> writes and that tools commonly use.
/// Keywords it does not know are ignored, as the draft asks.
/// </summary>
public static class SchemaCheck
{
    /// <summary>Deeper than any value of ours; a schema that refers to itself ends here.</summary>
    private const int Deepest = 64;

    /// <summary>A value that is wrong everywhere needs no longer list.</summary>
    private const int Most = 25;

    /// <summary>Empty: the value fits.</summary>
    public static IReadOnlyList<SchemaProblem> Problems(JsonElement schema, JsonElement value)
    {
        var problems = new List<SchemaProblem>();
        Check(new SchemaSpot(schema, "", Deepest), schema, value, problems);
        return problems.Count > Most ? problems[..Most] : problems;
    }

    internal static void Check(SchemaSpot spot, JsonElement schema, JsonElement value, List<SchemaProblem> problems)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            problems.Add(new(spot.Path, "is not allowed here: leave it out"));
        }

        if (schema.ValueKind != JsonValueKind.Object || problems.Count > Most)
        {
            return;
        }

        if (spot.Left == 0)
        {
            problems.Add(new(spot.Path, $"lies deeper than {Deepest} levels"));
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference) && spot.Resolve(reference) is { } target)
        {
            Check(spot.Deeper(), target, value, problems);
        }

        // A value of the wrong kind breaks every other rule as well: saying so once is enough.
        if (ScalarRules.Kind(schema, value) is { } wrong)
        {
            problems.Add(new(spot.Path, wrong));
            return;
        }

        problems.AddRange(ScalarRules.Broken(schema, value).Select(problem => new SchemaProblem(spot.Path, problem)));
        ChoiceRules.Check(spot, schema, value, problems);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ObjectRules.Check(spot, schema, value, problems);
                break;
            case JsonValueKind.Array:
                Items(spot, schema, value, problems);
                break;
        }
    }

    private static void Items(SchemaSpot spot, JsonElement schema, JsonElement value, List<SchemaProblem> problems)
    {
        var count = value.GetArrayLength();
        if (ScalarRules.Limit(schema, "minItems") is { } least && count < least)
        {
            problems.Add(new(spot.Path, $"has {SchemaWords.Count(count, "entry", "entries")}, at least {least} must be given"));
        }

        if (ScalarRules.Limit(schema, "maxItems") is { } most && count > most)
        {
            problems.Add(new(spot.Path, $"has {SchemaWords.Count(count, "entry", "entries")}, at most {most} may be given"));
        }

        if (schema.TryGetProperty("items", out var each))
        {
            var n = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(spot.Item(n++), each, item, problems);
            }
        }
    }
}
