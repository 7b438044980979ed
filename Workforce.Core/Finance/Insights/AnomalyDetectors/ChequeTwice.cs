namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>One cheque number on two lines of the same account: each cheque of a book can be paid once. A line that reverses the other is no second use.</summary>
internal static class ChequeTwice
{
    private const string Formula = "lines of one account with the same cheque number";

    public static IEnumerable<Anomaly> Find(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => NumberOf(line).Length > 0 && line.Amount < 0)
        .GroupBy(line => (line.Line.AccountId, Number: NumberOf(line)))
        .Where(group => group.Count() > 1)
        .Select(group => group.Last().Stands(AnomalyKind.ChequeTwice, group.Count(), 2, -group.First().Amount, Formula, group.SkipLast(1)) with
        {
            Payee = $"{string.Join(" and ", group.Select(line => line.Merchant.Name).Distinct())} (cheque {group.Key.Number})",
        });

    private static string NumberOf(AnomalyLine line) => line.Line.CheckNumber is { } number && number.All(char.IsAsciiDigit) ? number.TrimStart('0') : "";
}
