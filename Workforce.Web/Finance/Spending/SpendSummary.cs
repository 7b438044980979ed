using Workforce.Contracts.Finance;

namespace Workforce.Web.Finance.Spending;

public sealed record MonthAmount(DateOnly Month, string Label, decimal Spent);

/// <summary>One category over the whole range. «Other» gathers the small ones and has no name of its own.</summary>
public sealed record CategorySpend(string? Category, string Name, decimal Spent, decimal Share, int Lines, IReadOnlyList<MonthAmount> Months);

/// <summary>Spend of one currency over a range of months: amounts of different currencies are never added.</summary>
/// <param name="Series">The largest categories and «Other», for the charts.</param>
/// <param name="Categories">All of them, largest first, for the table.</param>
public sealed record SpendSummary(
    string Currency,
    decimal Spent,
    decimal Received,
    IReadOnlyList<DateOnly> Months,
    IReadOnlyList<CategorySpend> Series,
    IReadOnlyList<CategorySpend> Categories)
{
    /// <summary>More colours than this cannot be told apart.</summary>
    public const int LargestSeries = 7;

    public static IReadOnlyList<string> CurrenciesOf(IEnumerable<SpendRow> rows) =>
        [.. rows.GroupBy(row => row.Currency).OrderByDescending(group => group.Sum(row => row.Lines)).Select(group => group.Key)];

    public static SpendSummary Of(IEnumerable<SpendRow> rows, string currency, DateOnly from, DateOnly to)
    {
        var own = rows.Where(row => row.Currency == currency).ToList();
        var months = new List<DateOnly>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            months.Add(month);
        var spent = own.Sum(row => row.Spent);
        var categories = own.GroupBy(row => (row.Category, row.CategoryName))
            .Select(group => Category(group.Key.Category, group.Key.CategoryName, [.. group], months, spent))
            .Where(category => category.Spent > 0)
            .OrderByDescending(category => category.Spent).ThenBy(category => category.Name, StringComparer.Ordinal).ToList();
        List<CategorySpend> series = [.. categories.Take(LargestSeries)];
        var small = categories.Skip(LargestSeries).Select(category => category.Category).ToHashSet();
        if (small.Count > 0)
            series.Add(Category(null, "Other", [.. own.Where(row => small.Contains(row.Category))], months, spent));
        return new SpendSummary(currency, spent, own.Sum(row => row.Received), months, series, categories);
    }

    private static CategorySpend Category(string? category, string name, List<SpendRow> rows, List<DateOnly> months, decimal all)
    {
        var spent = rows.Sum(row => row.Spent);
        return new CategorySpend(
            category, name, spent, all == 0 ? 0 : spent / all, rows.Sum(row => row.Lines),
            [.. months.Select(month => new MonthAmount(month, Ui.Words.Month(month), rows.Where(row => row.Month == month).Sum(row => row.Spent)))]);
    }
}
