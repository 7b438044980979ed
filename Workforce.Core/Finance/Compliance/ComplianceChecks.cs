using Workforce.Core.Finance.Compliance.Checks;

namespace Workforce.Core.Finance.Compliance;

/// <summary>Every check there is, in the order people read them.</summary>
public static class ComplianceChecks
{
    /// <summary>To be shown once beside the findings.</summary>
    public const string Notice = "These findings are information drawn from the bank lines and receipts here. They are not tax or legal advice.";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        .. ScopeChecks.All,
        .. RecordChecks.All,
        .. StatementChecks.All,
        .. MoneyChecks.All,
        .. UsExpenseChecks.All,
        .. UsCashChecks.All,
        .. UsTaxChecks.All,
        .. EuChecks.All,
        .. GermanChecks.All,
        .. CashLimitChecks.All,
        .. UkChecks.All,
        .. RetentionChecks.All,
    ];

    public static ComplianceCheck? Find(string id) => All.FirstOrDefault(check => check.Id == id);

    /// <summary>The findings of all checks that the profile makes relevant, weightiest first.</summary>
    public static IReadOnlyList<Finding> Run(Books books) =>
    [
        .. All
            .Where(check => check.AppliesTo(books.Profile))
            .SelectMany(check => check.Check(books))
            .OrderByDescending(finding => finding.Severity),
    ];
}
