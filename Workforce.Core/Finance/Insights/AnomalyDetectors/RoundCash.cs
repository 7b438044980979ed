namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>Cash drawn in a round hundred, at least twice what is usually drawn. Needs five other withdrawals to know the usual.</summary>
internal static class RoundCash
{
    public const int History = 5;
    public const double Threshold = 2;
    private const string Formula = "amount ÷ median of the cash withdrawals, for multiples of 100";

    public static IEnumerable<Anomaly> Find(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => line.IsCash && line.Amount < 0)
        .GroupBy(line => line.Scope)
        .Where(scope => scope.Count() > History)
        .SelectMany(scope => OfScope([.. scope]));

    private static IEnumerable<Anomaly> OfScope(IReadOnlyList<AnomalyLine> withdrawals)
    {
        var usual = Statistics.Median([.. withdrawals.Select(line => -line.Amount)]);
        return withdrawals
            .Where(line => line.Amount % 100 == 0 && (double)(-line.Amount / usual) >= Threshold)
            .Select(line => line.Stands(AnomalyKind.RoundCash, (double)(-line.Amount / usual), Threshold, usual, Formula));
    }
}
