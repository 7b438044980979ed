namespace Workforce.Core.Finance.Insights;

/// <summary>A line, or a few, that stand out.</summary>
/// <param name="Key">Stable: kind and lines.</param>
/// <param name="Figure">The figure that made it stand out, in the unit that <paramref name="Formula"/> explains.</param>
/// <param name="Threshold">What the figure had to reach.</param>
/// <param name="Baseline">What is usual: the median, the largest charge so far and so on; null where there is nothing to compare with.</param>
/// <param name="Formula">How the figure was found.</param>
public sealed record Anomaly(
    AnomalyKind Kind,
    string Key,
    DateOnly Date,
    string Payee,
    string? Category,
    decimal Amount,
    MoneyScope Scope,
    double Figure,
    double Threshold,
    decimal? Baseline,
    string Formula,
    IReadOnlyList<Guid> LineIds);

public enum AnomalyKind { UnusualForMerchant, UnusualForCategory, DuplicateCharge, NewLargeMerchant, ChequeTwice, UnusualRefund, RoundCash }
