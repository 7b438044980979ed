namespace Workforce.Core.Identity;

/// <summary>What a key may do. The words are the wire's and the database's.</summary>
public static class ApiKeyScopes
{
    /// <summary>Pull, complete, dispatch and fail tasks.</summary>
    public const string Tasks = "tasks";

    /// <summary>Upload statements and receipts, and see them.</summary>
    public const string Statements = "statements";

    /// <summary>Read everything its owner may read.</summary>
    public const string Read = "read";

    /// <summary>Everything its owner may do.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Tasks, Statements, Read, Admin];
}
