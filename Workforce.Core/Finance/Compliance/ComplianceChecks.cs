namespace Workforce.Core.Finance.Compliance;

/// <summary>Every check there is.</summary>
public static class ComplianceChecks
{
    public static IReadOnlyList<ComplianceCheck> All { get; } = [];

    /// <summary>The findings of all checks that the profile makes relevant, weightiest first.</summary>
    public static IReadOnlyList<Finding> Run(Books books) =>
        [.. All.Where(check => check.Applies(books.Profile)).SelectMany(check => check.Run(books))];
}
