using System.Globalization;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Insights;

/// <summary>Figures as they stand in a sentence.</summary>
internal static class Wording
{
    /// <summary><c>1,234.50 EUR</c>, <c>1,235 JPY</c>; without a currency the bare figure.</summary>
    public static string Money(decimal amount, string? currency) =>
        Currencies.Round(Math.Abs(amount), currency).ToString("N" + Currencies.MinorUnits(currency), CultureInfo.InvariantCulture) + (currency is { Length: > 0 } code ? " " + code : "");

    /// <summary><c>5 March 2026</c>.</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary><c>May, June and July</c>; of very many the first ones <c>and 3 more</c>.</summary>
    public static string Listed(IReadOnlyList<string> items, int most) =>
        items.Count > most ? $"{string.Join(", ", items.Take(most))} and {items.Count - most} more"
        : items.Count > 1 ? $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}"
        : string.Concat(items);

    /// <summary>As a sentence begins.</summary>
    public static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary><c>every month</c>.</summary>
    public static string Every(Cadence cadence) => cadence switch
    {
        Cadence.Weekly => "every week",
        Cadence.Fortnightly => "every two weeks",
        Cadence.FourWeekly => "every four weeks",
        Cadence.Monthly => "every month",
        Cadence.TwoMonthly => "every two months",
        Cadence.Quarterly => "every quarter",
        Cadence.FourMonthly => "every four months",
        Cadence.HalfYearly => "every half year",
        Cadence.Yearly => "every year",
        _ => throw new ArgumentOutOfRangeException(nameof(cadence), cadence, null),
    };
}
