namespace Workforce.Core.Finance.Categories;

/// <summary>A rule a person made or accepted.</summary>
/// <param name="MerchantKey">As <see cref="Merchants.KeyOf"/> gives it.</param>
/// <param name="TextContains">Only lines whose text holds this (case and accents ignored), null: all of the merchant.</param>
/// <param name="Direction">Only money in or only money out, null: both.</param>
public sealed record UserRule(
    Guid Id,
    string MerchantKey,
    string Category,
    DateTimeOffset CreatedAt,
    string? TextContains = null,
    MoneyDirection? Direction = null);

public enum MoneyDirection { In, Out }

/// <summary>A person changed a line's category by hand.</summary>
public sealed record Correction(Guid LineId, string MerchantKey, string MerchantName, decimal Amount, string ToCategory, DateTimeOffset At);

/// <summary>How earlier lines of a merchant were categorised. Guesses (<see cref="DecisionSource.Offline"/>, <see cref="DecisionSource.History"/>) are given too and never count as evidence.</summary>
/// <param name="Lines">As many as were decided so.</param>
public sealed record PastDecision(string MerchantKey, string MerchantName, MoneyDirection Direction, string Category, DecisionSource Source, int Lines = 1)
{
    internal bool IsEvidence =>
        Source is not (DecisionSource.Offline or DecisionSource.History or DecisionSource.None)
        && Category != CategoryNames.Uncategorised && CategoryCatalogue.Find(Category) is not null && !Merchants.IsGeneric(MerchantKey);
}

/// <summary>A rule that would spare the person work, with the evidence for it and what accepting it would change.</summary>
/// <param name="Evidence">Lines that speak for it.</param>
/// <param name="Contrary">Lines that speak against it.</param>
/// <param name="WouldChange">Lines whose category would become <paramref name="Category"/>.</param>
/// <param name="Reason">One sentence with the counts.</param>
public sealed record RuleSuggestion(
    string MerchantKey,
    string MerchantName,
    string Category,
    MoneyDirection Direction,
    int Evidence,
    int Contrary,
    double Confidence,
    IReadOnlyList<Guid> WouldChange,
    string Reason);
