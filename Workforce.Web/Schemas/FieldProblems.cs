using Workforce.Web.Clients;

namespace Workforce.Web.Schemas;

/// <summary>What the API found wrong with a record, by where in the record it is.</summary>
/// <param name="Wrong">By path, e.g. <c>thresholds.supervisor</c> or <c>lines[2].amount</c>; empty: the record as a whole.</param>
public sealed record FieldProblems(IReadOnlyDictionary<string, IReadOnlyList<string>> Wrong)
{
    public static FieldProblems None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Those of one part of a request, e.g. of <c>config</c>.</summary>
    public static FieldProblems Of(ApiProblem problem, string part) => new(problem.Wrong
        .Where(field => field.Key == part || field.Key.StartsWith($"{part}.", StringComparison.Ordinal) || field.Key.StartsWith($"{part}[", StringComparison.Ordinal))
        .ToDictionary(field => field.Key.Length == part.Length ? "" : field.Key[part.Length] == '.' ? field.Key[(part.Length + 1)..] : field.Key[part.Length..], field => field.Value));

    public bool Any => Wrong.Count > 0;

    /// <summary>Of a field that has no fields of its own: also what is wrong within it.</summary>
    public IEnumerable<string> At(string path, bool within) => Wrong
        .Where(field => field.Key == path || (within && (field.Key.StartsWith($"{path}.", StringComparison.Ordinal) || field.Key.StartsWith($"{path}[", StringComparison.Ordinal))))
        .SelectMany(field => field.Value.Select(message => field.Key == path ? message : $"{field.Key[path.Length..].TrimStart('.')}: {message}"));

    /// <summary>What no field of the form is there for.</summary>
    public IEnumerable<string> Homeless(IReadOnlyList<SchemaField> fields) => Wrong
        .Where(wrong => !fields.Any(field => wrong.Key == field.Name || wrong.Key.StartsWith($"{field.Name}.", StringComparison.Ordinal) || wrong.Key.StartsWith($"{field.Name}[", StringComparison.Ordinal)))
        .SelectMany(wrong => wrong.Value.Select(message => wrong.Key.Length == 0 ? message : $"{wrong.Key}: {message}"));
}
