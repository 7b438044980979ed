using System.Text.RegularExpressions;

namespace Workforce.Core.Identity;

/// <summary>What a key may do. The words are the wire's and the database's.</summary>
public static partial class ApiKeyScopes
{
    /// <summary>Pull, complete, dispatch and fail tasks.</summary>
    public const string Tasks = "tasks";

    /// <summary>Upload statements and receipts, and see them.</summary>
    public const string Statements = "statements";

    /// <summary>Read everything its owner may read.</summary>
    public const string Read = "read";

    /// <summary>Attach to the worker pool for every kind of job; <c>worker:queue</c> and <c>worker:queue.intent</c> for some.</summary>
    public const string Worker = "worker";

    /// <summary>Everything its owner may do.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Tasks, Statements, Read, Worker, Admin];

    public static bool IsOne(string scope) => All.Contains(scope) || WorkerOf().IsMatch(scope);

    /// <summary>Whether one of the scopes lets a worker do jobs of a kind.</summary>
    public static bool CoverKind(IReadOnlyList<string> scopes, string kind) => scopes.Any(scope =>
        scope is Admin or Worker || (scope.StartsWith($"{Worker}:", StringComparison.Ordinal) && (scope[7..] == kind || kind.StartsWith($"{scope[7..]}.", StringComparison.Ordinal))));

    [GeneratedRegex(@"\Aworker:[a-z][a-z0-9_]{0,99}(\.[a-z][a-z0-9_]{0,99})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkerOf();
}
