using Workforce.Contracts.Finance;

namespace Workforce.Web.Finance.Recurring;

/// <summary>How often a payment comes, in words and per month.</summary>
internal static class Cadence
{
    public static string Words(string cadence) => cadence switch
    {
        "weekly" => "Every week",
        "fortnightly" => "Every two weeks",
        "four_weekly" => "Every four weeks",
        "monthly" => "Every month",
        "two_monthly" => "Every two months",
        "quarterly" => "Every quarter",
        "four_monthly" => "Every four months",
        "half_yearly" => "Every half year",
        "yearly" => "Every year",
        _ => Ui.Words.Capital(cadence),
    };

    /// <summary>Payments of an average month: a year has 365.25 days, so 52.18 weeks.</summary>
    public static decimal TimesPerMonth(string cadence) => cadence switch
    {
        "weekly" => 365.25m / 7 / 12,
        "fortnightly" => 365.25m / 14 / 12,
        "four_weekly" => 365.25m / 28 / 12,
        "two_monthly" => 1m / 2,
        "quarterly" => 1m / 3,
        "four_monthly" => 1m / 4,
        "half_yearly" => 1m / 6,
        "yearly" => 1m / 12,
        _ => 1,
    };

    /// <summary>What an average month costs and brings, per currency.</summary>
    public static IEnumerable<(string? Currency, decimal Out, decimal In)> PerMonth(IEnumerable<RecurringRow> rows) =>
        rows.Where(row => row.Active).GroupBy(row => row.Currency).OrderByDescending(group => group.Count()).Select(group => (
            group.Key,
            Math.Round(group.Where(row => row.TypicalAmount < 0).Sum(row => row.TypicalAmount * TimesPerMonth(row.Cadence)), Ui.Money.MinorUnits(group.Key)),
            Math.Round(group.Where(row => row.TypicalAmount > 0).Sum(row => row.TypicalAmount * TimesPerMonth(row.Cadence)), Ui.Money.MinorUnits(group.Key))));
}
