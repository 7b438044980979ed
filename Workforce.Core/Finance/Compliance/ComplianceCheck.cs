using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Compliance;

/// <summary>One check of the catalogue. Pure: the same books give the same findings.</summary>
/// <param name="Id">Wire name; stored with each finding, never changes.</param>
/// <param name="Jurisdiction">ISO 3166 country code, <see cref="Jurisdictions.Eu"/>, or <see cref="Jurisdictions.Everywhere"/>.</param>
/// <param name="Concerns">Whether the profile makes it relevant, besides the jurisdiction.</param>
/// <param name="Look">What it finds.</param>
public sealed record ComplianceCheck(
    string Id,
    string Title,
    string Jurisdiction,
    RuleSource Source,
    FindingSeverity Severity,
    Func<TaxProfile, bool> Concerns,
    Func<Books, IEnumerable<Observation>> Look)
{
    public bool AppliesTo(TaxProfile profile) => Jurisdictions.Covers(Jurisdiction, profile.Country) && Concerns(profile);

    /// <summary>The findings in these books; lines from before the rule's threshold held are left alone.</summary>
    public IReadOnlyList<Finding> Check(Books books)
    {
        var counted = Source.Since is { } since ? books with { Lines = [.. books.Lines.Where(line => line.Date >= since)] } : books;
        return
        [
            .. Look(counted).Select(seen => new Finding(
                $"{Id}:{seen.Key}", Id, Title, Jurisdiction, Severity, seen.Text, seen.Amount is { } amount ? Currencies.Round(Math.Abs(amount), seen.Currency) : null, seen.Currency, seen.LineIds, Source)),
        ];
    }
}

/// <summary>What a check saw, before it is put together with the check's title and source.</summary>
/// <param name="Key">Stable within the check: a year, a day, an account.</param>
public sealed record Observation(string Key, string Text, decimal? Amount, string? Currency, IReadOnlyList<Guid> LineIds);

/// <summary>Where a rule stands.</summary>
/// <param name="Law">Law, regulation or publication.</param>
/// <param name="Section">Section as one would cite it.</param>
/// <param name="TaxYear">The latest year its threshold was confirmed for, null where it has none that could change.</param>
/// <param name="Since">First day its threshold holds for, null where that does not matter.</param>
public sealed record RuleSource(string Law, string Section, int? TaxYear = null, DateOnly? Since = null)
{
    public override string ToString() => TaxYear is { } year ? $"{Law}, {Section} (as of {year})" : $"{Law}, {Section}";
}
