namespace Workforce.Core.Finance;

/// <summary>Lines whose amounts may be added: one currency, or, where the currency is not known, one account.</summary>
public readonly record struct MoneyScope(string? Currency, Guid? AccountId) : IComparable<MoneyScope>
{
    public static MoneyScope Of(LedgerLine line) =>
        line.Currency is { Length: > 0 } currency ? new(currency.ToUpperInvariant(), null) : new(null, line.AccountId);

    public int CompareTo(MoneyScope other) =>
        (string.CompareOrdinal(Currency ?? "~", other.Currency ?? "~"), Nullable.Compare(AccountId, other.AccountId)) switch
        {
            ( < 0, _) => -1,
            ( > 0, _) => 1,
            (_, var byAccount) => byAccount,
        };

    public static bool operator <(MoneyScope left, MoneyScope right) => left.CompareTo(right) < 0;

    public static bool operator >(MoneyScope left, MoneyScope right) => left.CompareTo(right) > 0;

    public static bool operator <=(MoneyScope left, MoneyScope right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MoneyScope left, MoneyScope right) => left.CompareTo(right) >= 0;
}
