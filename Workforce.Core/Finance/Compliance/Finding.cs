namespace Workforce.Core.Finance.Compliance;

/// <summary>What a check has to say. Information for a person and their adviser, never advice.</summary>
/// <param name="Key">Stable: the same finding in a later run has the same key.</param>
/// <param name="CheckId">The check that found it.</param>
/// <param name="Amount">The money it is about, positive; null where it is not about one amount.</param>
/// <param name="Tallies">What it rests on where it is about the person; empty where it is about one account.</param>
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
    RuleSource Source,
    IReadOnlyList<Tally> Tallies);

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
