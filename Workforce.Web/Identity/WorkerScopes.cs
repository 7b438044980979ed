using System.Text.RegularExpressions;

namespace Workforce.Web.Identity;

/// <summary>What a key may do at the worker pool: <c>worker</c>, or <c>worker:queue</c> and <c>worker:queue.intent</c> for some jobs only.</summary>
public static partial class WorkerScopes
{
    public const string Worker = "worker";

    /// <summary>The scopes for what a person wrote; for all jobs where that is nothing.</summary>
    public static IReadOnlyList<string> Of(string? jobs) => Split(jobs) is { Count: > 0 } some ? [.. some.Select(job => $"{Worker}:{job}")] : [Worker];

    /// <summary>The first of what a person wrote that the API would refuse.</summary>
    public static string? FirstWrong(string? jobs) => Split(jobs).FirstOrDefault(job => !QueueOrKind().IsMatch(job));

    /// <summary>All that a key may do, as people read it.</summary>
    public static string Said(IReadOnlyList<string> scopes)
    {
        List<string> jobs = [.. scopes.Where(scope => scope.StartsWith($"{Worker}:", StringComparison.Ordinal)).Select(scope => scope[(Worker.Length + 1)..])];
        var others = scopes.Where(scope => !scope.StartsWith($"{Worker}:", StringComparison.Ordinal));
        // Who may do every job gains nothing by some of them.
        return string.Join(", ", jobs.Count == 0 || scopes.Contains(Worker) ? others : [.. others, $"{Worker} for {string.Join(" and ", jobs)}"]);
    }

    private static List<string> Split(string? jobs) => [.. (jobs ?? "").Split([',', ';', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    // As the API has it.
    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,99}(\.[a-z][a-z0-9_]{0,99})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueOrKind();
}
