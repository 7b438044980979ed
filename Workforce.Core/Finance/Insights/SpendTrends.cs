using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights;

/// <summary>One category's spending in one whole month and currency, beside the months before it.</summary>
/// <param name="Spent">Positive; money that came back is taken off.</param>
/// <param name="Previous">The month before, null where it is not covered.</param>
/// <param name="Average">Mean of the three months before, null where one of them is not covered.</param>
/// <param name="Share">Of all spending of the month in that currency, 0 to 1.</param>
public sealed record CategorySpend(Month Month, MoneyScope Scope, string Category, decimal Spent, decimal? Previous, decimal? Average, double Share, IReadOnlyList<Guid> LineIds)
{
    public decimal? ChangeFromPrevious => Spent - Previous;

    public decimal? ChangeFromAverage => Spent - Average;
}

public static class SpendTrends
{
    public const int AverageMonths = 3;

    /// <summary>Every category in every whole month, newest month first, then largest first. Amounts of different currencies are never added.</summary>
    public static IReadOnlyList<CategorySpend> Find(IReadOnlyList<LedgerLine> lines) =>
    [
        .. lines
            .Where(CashFlow.IsFlow)
            .GroupBy(MoneyScope.Of)
            .SelectMany(scope => OfScope(scope.Key, [.. scope]))
            .OrderBy(spend => spend.Scope)
            .ThenByDescending(spend => spend.Month)
            .ThenByDescending(spend => spend.Spent)
            .ThenBy(spend => spend.Category, StringComparer.Ordinal),
    ];

    private static IEnumerable<CategorySpend> OfScope(MoneyScope scope, IReadOnlyList<LedgerLine> lines)
    {
        var whole = Coverage.Of(lines).WholeMonths().ToHashSet();
        var spending = lines.Where(line => CategoryCatalogue.FlowOf(line) == CategoryFlow.Spending).ToList();
        var byMonth = spending.ToLookup(line => (Month.Of(line.Date), line.Category ?? CategoryNames.Uncategorised));
        var totals = spending.GroupBy(line => Month.Of(line.Date)).ToDictionary(month => month.Key, month => -month.Sum(line => line.Amount));
        var categories = spending.Select(line => line.Category ?? CategoryNames.Uncategorised).Distinct().ToList();

        decimal? Spent(Month month, string category) => whole.Contains(month) ? -byMonth[(month, category)].Sum(line => line.Amount) : null;

        foreach (var month in whole)
        {
            foreach (var category in categories)
            {
                var spent = Spent(month, category)!.Value;
                var before = Enumerable.Range(1, AverageMonths).Select(back => Spent(month.Plus(-back), category)).ToList();
                if (spent != 0 || before.Any(earlier => earlier is not null and not 0))
                {
                    var total = totals.GetValueOrDefault(month);
                    yield return new(
                        month, scope, category, spent, before[0],
                        before.Any(earlier => earlier is null) ? null : Math.Round(before.Sum()!.Value / AverageMonths, 2),
                        total > 0 ? Math.Round((double)(spent / total), 3) : 0,
                        [.. byMonth[(month, category)].OrderBy(line => line.Date).ThenBy(line => line.Id).Select(line => line.Id)]);
                }
            }
        }
    }
}
