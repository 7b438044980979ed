namespace Workforce.Core.Finance.Insights;

/// <summary>A payment that comes back, as found in the lines.</summary>
public sealed record RecurringPayment
{
    /// <summary>Stable across runs: scope, merchant and direction; a merchant's second and further ones carry their typical amount.</summary>
    public required string Key { get; init; }

    public required string Payee { get; init; }

    public required string MerchantKey { get; init; }

    /// <summary>The account of the latest payment.</summary>
    public required Guid AccountId { get; init; }

    public required MoneyScope Scope { get; init; }

    public string? Currency => Scope.Currency;

    public required Cadence Cadence { get; init; }

    public required Categories.MoneyDirection Direction { get; init; }

    /// <summary>Median of the payments since the last confirmed price change, signed: money out negative.</summary>
    public required decimal TypicalAmount { get; init; }

    /// <summary>The amounts nearest to and farthest from zero, signed.</summary>
    public required decimal SmallestAmount { get; init; }

    public required decimal LargestAmount { get; init; }

    /// <summary>Monthly and longer: the usual day of the month and the range seen. Weekly and fortnightly: the ISO weekday, 1 Monday.</summary>
    public required int Day { get; init; }

    public required int DayFrom { get; init; }

    public required int DayTo { get; init; }

    public required DateOnly First { get; init; }

    public required DateOnly Last { get; init; }

    /// <summary>When the next one is due, null once it has ended.</summary>
    public required DateOnly? NextExpected { get; init; }

    public required RecurringStatus Status { get; init; }

    /// <summary>Due dates for which no payment was found: between the payments, and the one overdue where it is late.</summary>
    public required IReadOnlyList<DateOnly> Missed { get; init; }

    public required IReadOnlyList<PriceChange> PriceChanges { get; init; }

    /// <summary>0 to 1, see <see cref="RhythmFit.Confidence"/>.</summary>
    public required double Confidence { get; init; }

    public required string? Category { get; init; }

    /// <summary>The payments, oldest first.</summary>
    public required IReadOnlyList<Guid> LineIds { get; init; }
}

/// <param name="Confirmed">False while only the latest payment shows the new amount.</param>
public sealed record PriceChange(DateOnly Date, decimal From, decimal To, bool Confirmed);

public enum RecurringStatus { Active, Late, Ended }

public enum Cadence { Weekly, Fortnightly, FourWeekly, Monthly, TwoMonthly, Quarterly, FourMonthly, HalfYearly, Yearly }

public static class Cadences
{
    public static string WireName(this Cadence cadence) => cadence switch
    {
        Cadence.Weekly => "weekly",
        Cadence.Fortnightly => "fortnightly",
        Cadence.FourWeekly => "four_weekly",
        Cadence.Monthly => "monthly",
        Cadence.TwoMonthly => "two_monthly",
        Cadence.Quarterly => "quarterly",
        Cadence.FourMonthly => "four_monthly",
        Cadence.HalfYearly => "half_yearly",
        Cadence.Yearly => "yearly",
        _ => throw new ArgumentOutOfRangeException(nameof(cadence), cadence, null),
    };

    public static string WireName(this RecurringStatus status) => status switch
    {
        RecurringStatus.Active => "active",
        RecurringStatus.Late => "late",
        RecurringStatus.Ended => "ended",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
