namespace Workforce.Core.Finance.Compliance;

/// <summary>One check of the catalogue.</summary>
/// <param name="Id">Wire name; stored with each finding, never changes.</param>
/// <param name="Jurisdiction">ISO 3166 country code, <c>EU</c>, or <c>*</c> for everywhere.</param>
/// <param name="Applies">Whether the profile makes it relevant, besides the jurisdiction.</param>
/// <param name="Run">Pure: the same books give the same findings.</param>
public sealed record ComplianceCheck(
    string Id,
    string Title,
    string Jurisdiction,
    RuleSource Source,
    FindingSeverity Severity,
    Func<TaxProfile, bool> Applies,
    Func<Books, IEnumerable<Finding>> Run);

/// <summary>Where a rule stands.</summary>
/// <param name="Law">Law, regulation or publication.</param>
/// <param name="Section">Section as one would cite it.</param>
/// <param name="TaxYear">The latest year the threshold is known to hold for, null where it carries no date.</param>
public sealed record RuleSource(string Law, string Section, int? TaxYear = null)
{
    public override string ToString() => TaxYear is { } year ? $"{Law}, {Section} (as of {year})" : $"{Law}, {Section}";
}

/// <summary>What a check has to say. Information for a person and their adviser; never advice.</summary>
/// <param name="Key">Stable: the same finding in a later run has the same key.</param>
/// <param name="CheckId">The check that found it.</param>
public sealed record Finding(
    string Key,
    string CheckId,
    string Title,
    string Jurisdiction,
    FindingSeverity Severity,
    string Text,
    decimal? Amount,
    string? Currency,
    IReadOnlyList<Guid> LineIds,
    RuleSource Source);

public enum FindingSeverity { Info, Notice, Warning }

public static class FindingSeverities
{
    public static string WireName(this FindingSeverity severity) => severity switch
    {
        FindingSeverity.Info => "info",
        FindingSeverity.Notice => "notice",
        FindingSeverity.Warning => "warning",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
