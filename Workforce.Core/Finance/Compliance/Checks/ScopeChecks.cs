namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Says what is not checked.</summary>
internal static class ScopeChecks
{
    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("scope.country", "The rules of the country were not checked", Jurisdictions.Everywhere,
            new("Workforce", "catalogue of checks"), FindingSeverity.Notice, profile => !HasRules(profile.Country), new PersonRule(books => Counting.Span("lines", "", books.Booked()), tallies => tallies.All.Select(lines => NotChecked(lines, tallies.Profile)))),
    ];

    /// <summary>Countries with checks of their own; the Union's few do not make a country covered.</summary>
    internal static bool HasRules(string? country) =>
        Jurisdictions.Normalise(country) is { } code && ComplianceChecks.All.Any(check => check.Jurisdiction == code);

    private static Observation NotChecked(Tally lines, TaxProfile profile)
    {
        var country = Jurisdictions.Normalise(profile.Country);
        var why = country is null ? "No country is set" : $"There are no checks for the country {country}";
        var union = Jurisdictions.IsEu(country) ? " Those of the European Union were." : "";
        return Observation.On(
            [lines],
            country ?? "none",
            $"{why}, so only the completeness of the records was looked at. Not checked: its rules on receipts, cash, gifts and meals, tax payments, VAT or sales tax, and how long records are kept.{union}",
            null, null);
    }
}
