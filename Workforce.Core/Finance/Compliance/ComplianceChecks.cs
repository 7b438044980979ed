using Workforce.Core.Finance.Compliance.Checks;

namespace Workforce.Core.Finance.Compliance;

/// <summary>Every check there is, in the order people read them.</summary>
public static class ComplianceChecks
{
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

    /// <summary>Checks about the person, over all accounts.</summary>
    public static bool IsOfPerson(string id) => Find(id)?.Rule is PersonRule;

    /// <summary>The findings about one account.</summary>
    public static IReadOnlyList<Finding> Look(Books account) => [.. Relevant(account.Profile).SelectMany(check => check.Look(account))];

    /// <summary>What one account contributes to the checks of the person, by check; checks to which it contributes nothing are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Tally>> Count(Books account) => Relevant(account.Profile)
        .Select(check => (check.Id, Tallies: (IReadOnlyList<Tally>)[.. check.Count(account)]))
        .Where(check => check.Tallies.Count > 0)
        .ToDictionary(check => check.Id, check => check.Tallies);

    /// <summary>The findings about the person; a check to which nothing is contributed has nothing to say.</summary>
    /// <param name="merged">By check.</param>
    public static IReadOnlyList<Finding> Tell(ILookup<string, Tally> merged, TaxProfile profile) =>
        [.. Relevant(profile).SelectMany(check => check.Tell(new([.. merged[check.Id]], profile)))];

    private static IEnumerable<ComplianceCheck> Relevant(TaxProfile profile) => All.Where(check => check.AppliesTo(profile));
}
