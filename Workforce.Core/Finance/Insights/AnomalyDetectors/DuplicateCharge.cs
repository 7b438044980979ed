namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>
/// The same merchant took the same amount from the same account again within two days. Cash and cheques of different numbers
/// are left alone, and so is a merchant of whom that is usual (three such pairs or more: bus fares, coffee).
/// </summary>
internal static class DuplicateCharge
{
    public const int WithinDays = 2;
    public const int UsualFrom = 3;
    private const string Formula = "days between two charges of the same amount by the same merchant to the same account";

    public static IEnumerable<Anomaly> Find(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => line is { IsSpending: true, IsCash: false } && line.Merchant.Key.Length > 0)
        .GroupBy(line => (line.Scope, line.Line.AccountId, line.Merchant.Key))
        .Select(merchant => Pairs([.. merchant]).ToList())
        .Where(pairs => pairs.Count < UsualFrom)
        .SelectMany(pairs => pairs)
        .Select(pair => pair.Later.Stands(
            AnomalyKind.DuplicateCharge, pair.Later.Date.DayNumber - pair.Earlier.Date.DayNumber, WithinDays, -pair.Earlier.Amount, Formula, pair.Earlier));

    private static IEnumerable<(AnomalyLine Earlier, AnomalyLine Later)> Pairs(IReadOnlyList<AnomalyLine> oldestFirst) => oldestFirst
        .GroupBy(line => line.Amount)
        .SelectMany(same => same.Zip(same.Skip(1)))
        .Where(pair => pair.Second.Date.DayNumber - pair.First.Date.DayNumber <= WithinDays && !AreDifferentCheques(pair.First.Line, pair.Second.Line));

    private static bool AreDifferentCheques(LedgerLine a, LedgerLine b) =>
        a.CheckNumber is { Length: > 0 } first && b.CheckNumber is { Length: > 0 } second && first != second;
}
