namespace Workforce.Core.Finance.Insights;

/// <summary>Turns findings into sentences, most valuable first by <see cref="InsightScore"/>, and keeps as many as a person would read.</summary>
public static class InsightWriter
{
    /// <summary>Of one kind at most this many, so that one busy detector does not hide the others.</summary>
    public const int MaxPerKind = 6;

    public static IReadOnlyList<Insight> Write(CrystalReport report, IReadOnlyList<LedgerLine> lines, int max)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var newest = lines.Max(line => line.Date);
        var usual = UsualMonths(report.Flow);
        return
        [
            .. FlowInsights.Of(report)
                .Concat(TrendInsights.Of(report.Trends, report.Recurring))
                .Concat(RecurringInsights.Of(report.Recurring))
                .Concat(AnomalyInsights.Of(report.Anomalies))
                .Select(draft => draft.Scored(InsightScore.Of(draft.Kind, draft.Amount, usual.GetValueOrDefault(draft.Scope), draft.To, newest)))
                .GroupBy(insight => insight.Kind)
                .SelectMany(kind => InOrder(kind).Take(MaxPerKind))
                .InOrder()
                .Take(max),
        ];
    }

    private static IEnumerable<Insight> InOrder(this IEnumerable<Insight> insights) =>
        insights.OrderByDescending(insight => insight.Score)
            // Keys hold the ids of lines, which say nothing: of equals the latest comes first, the same in every run.
            .ThenByDescending(insight => insight.To).ThenBy(insight => insight.Text, StringComparer.Ordinal).ThenBy(insight => insight.Key, StringComparer.Ordinal);

    /// <summary>Median spending of the whole months, of all months where none is whole.</summary>
    private static Dictionary<MoneyScope, decimal> UsualMonths(IReadOnlyList<MonthFlow> flow) => flow
        .GroupBy(month => month.Scope)
        .ToDictionary(
            scope => scope.Key,
            scope => Statistics.Median([.. (scope.Any(month => month.IsWhole) ? scope.Where(month => month.IsWhole) : scope).Select(month => month.Out)]));
}
