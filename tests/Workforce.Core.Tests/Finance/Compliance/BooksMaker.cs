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
        return [.. Run(books).Where(finding => finding.CheckId == check)];
    }

    /// <summary>All findings, as they come about: account by account, and of the person from what the accounts contribute.</summary>
    public static IReadOnlyList<Finding> Run(Books books)
    {
        var accounts = books.Lines.Select(line => line.AccountId).Concat(books.Statements.Select(statement => statement.AccountId)).Distinct().Order()
            .Select(account => Of(books, account)).ToList();
        return [.. accounts.SelectMany(ComplianceChecks.Look), .. Tell(accounts, books.Profile)];
    }

    /// <summary>The findings about the person.</summary>
    public static IReadOnlyList<Finding> Tell(IEnumerable<Books> accounts, TaxProfile profile) => ComplianceChecks.Tell(
        accounts.SelectMany(ComplianceChecks.Count)
            .GroupBy(check => check.Key, check => check.Value)
            .SelectMany(check => Tally.Merge(check.SelectMany(tallies => tallies)).Select(tally => (check.Key, tally)))
            .ToLookup(pair => pair.Key, pair => pair.tally),
        profile);

    private static Books Of(Books books, Guid account)
    {
        LedgerLine[] lines = [.. books.Lines.Where(line => line.AccountId == account)];
        var ids = lines.Select(line => line.Id).ToHashSet();
        return books with { Lines = lines, Receipts = [.. books.Receipts.Where(receipt => ids.Contains(receipt.LineId))], Statements = [.. books.Statements.Where(statement => statement.AccountId == account)] };
    }
}
