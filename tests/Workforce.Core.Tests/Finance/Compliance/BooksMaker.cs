using Workforce.Core.Finance;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Tests.Finance.Compliance;

/// <summary>Books for tests, and what one check finds in them.</summary>
internal static class BooksMaker
{
    public static TaxProfile Of(string? country, BusinessUse use = BusinessUse.Mixed, bool vat = false, string? currency = null) =>
        new(country, use, vat, currency ?? country switch { "US" => "USD", "GB" or "UK" => "GBP", null => null, _ => "EUR" });

    public static IReadOnlyList<Finding> Found(string check, TaxProfile profile, params IEnumerable<LedgerLine> lines) => Found(check, new Books([.. lines], [], [], profile));

    public static IReadOnlyList<Finding> Found(string check, Books books)
    {
        Assert.NotNull(ComplianceChecks.Find(check));
        return [.. ComplianceChecks.Run(books).Where(finding => finding.CheckId == check)];
    }
}
