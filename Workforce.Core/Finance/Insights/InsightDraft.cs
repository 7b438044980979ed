using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Insights;

/// <summary>An insight before it has a score.</summary>
internal sealed record InsightDraft(
    string Key, InsightKind Kind, InsightSeverity Severity, string Title, string Text, decimal? Amount, MoneyScope Scope, DateOnly From, DateOnly To, IReadOnlyList<Guid> LineIds)
{
    /// <summary>A key part for the scope: the currency, or the account where there is none.</summary>
    public static string KeyOf(MoneyScope scope) => scope.Currency ?? scope.AccountId?.ToString("N") ?? "";

    public Insight Scored(double score) =>
        new(Key, Kind, Severity, Title, Text, Amount is { } amount ? Currencies.Round(Math.Abs(amount), Scope.Currency) : null, Scope.Currency, From, To, LineIds, score);
}
