using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Compliance;

/// <summary>One check of the catalogue. Pure: the same books give the same findings.</summary>
/// <param name="Id">Wire name; stored with each finding, never changes.</param>
/// <param name="Jurisdiction">ISO 3166 country code, <see cref="Jurisdictions.Eu"/>, or <see cref="Jurisdictions.Everywhere"/>.</param>
/// <param name="Concerns">Whether the profile makes it relevant, besides the jurisdiction.</param>
/// <param name="Rule">What it looks at, and what it finds.</param>
public sealed record ComplianceCheck(
    string Id,
    string Title,
    string Jurisdiction,
    RuleSource Source,
    FindingSeverity Severity,
    Func<TaxProfile, bool> Concerns,
    CheckRule Rule)
{
    public bool AppliesTo(TaxProfile profile) => Jurisdictions.Covers(Jurisdiction, profile.Country) && Concerns(profile);

    /// <summary>What shows in the books of one account.</summary>
    public IEnumerable<Finding> Look(Books account) => Rule is AccountRule rule ? rule.Look(Counted(account)).Select(Finding) : [];

    /// <summary>What one account contributes where the rule is the person's.</summary>
    public IEnumerable<Tally> Count(Books account) => Rule is PersonRule rule ? rule.Count(Counted(account)) : [];

    /// <summary>What the contributions of all accounts come to.</summary>
    public IEnumerable<Finding> Tell(Tallies tallies) => Rule is PersonRule rule ? rule.Tell(tallies).Select(Finding) : [];

    // Lines from before the rule's threshold held are left alone.
    private Books Counted(Books books) => Source.Since is { } since ? books with { Lines = [.. books.Lines.Where(line => line.Date >= since)] } : books;

    private Finding Finding(Observation seen) => new(
        $"{Id}:{seen.Key}", Id, Title, Jurisdiction, Severity, seen.Text,
        seen.Amount is { } amount ? Currencies.Round(Math.Abs(amount), seen.Currency) : null, seen.Currency, seen.LineIds, Source, seen.Tallies);
}

/// <summary>Where a rule stands.</summary>
/// <param name="Law">Law, regulation or publication.</param>
/// <param name="Section">Section as one would cite it.</param>
/// <param name="TaxYear">The latest year its threshold was confirmed for, null where it has none that could change.</param>
/// <param name="Since">First day its threshold holds for, null where that does not matter.</param>
public sealed record RuleSource(string Law, string Section, int? TaxYear = null, DateOnly? Since = null)
{
    public override string ToString() => TaxYear is { } year ? $"{Law}, {Section} (as of {year})" : $"{Law}, {Section}";
}
