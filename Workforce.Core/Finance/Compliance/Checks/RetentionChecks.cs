using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>How long what is here must be kept, told once.</summary>
internal static class RetentionChecks
{
    private sealed record Retention(string Country, RuleSource Source, Func<TaxProfile, bool> Concerns, string Rule, Func<int, DateOnly> EndsFor);

    private static readonly IReadOnlyList<Retention> Rules =
    [
        new("US", new("Internal Revenue Code", "§6001 and §6501(a)", 2025), _ => true,
            "as long as they may matter for a return, which is three years from filing as a rule", year => new(year + 4, 4, 15)),
        new("DE", new("AO", "§147(3) and (4)", 2025), HasBusiness,
            "eight years from the end of the year for vouchers, ten for books and annual accounts, six for business letters", year => new(year + 8, 12, 31)),
        new("FR", new("Livre des procédures fiscales", "article L102 B, and Code de commerce, article L123-22", 2025), HasBusiness,
            "six years for the tax office and ten years from the end of the financial year for accounting documents", year => new(year + 10, 12, 31)),
        new("GB", new("Taxes Management Act 1970", "section 12B", 2025), HasBusiness,
            "five years from the 31 January that follows the tax year", year => new(year + 7, 1, 31)),
        new("NL", new("Algemene wet inzake rijksbelastingen", "article 52(4)", 2025), HasBusiness,
            "seven years", year => new(year + 7, 12, 31)),
    ];

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        .. Rules.Select(rule => new ComplianceCheck(
            $"{(rule.Country == "GB" ? "uk" : rule.Country.ToLowerInvariant())}.retention", "How long records are kept", rule.Country, rule.Source, FindingSeverity.Info, rule.Concerns, new PersonRule(books => Span("notice", "", books.Booked()), tallies => Told(rule, tallies)))),
    ];

    private static IEnumerable<Observation> Told(Retention rule, Tallies tallies) => tallies.All.Select(all => Observation.On(
        [all], all.Key,
        $"Statements and receipts are kept {rule.Rule}; for the newest lines here, of {all.Last.Year}, that is to {Day(rule.EndsFor(all.Last.Year))} at the earliest.", null, null));
}
