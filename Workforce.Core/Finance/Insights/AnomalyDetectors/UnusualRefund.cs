using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>More comes back from a merchant than was paid there in the half year before: ratio above 1, with at least two payments to compare with.</summary>
internal static class UnusualRefund
{
    public const int LookBackDays = 180;
    public const int MinCharges = 2;
    private const string Formula = "refund ÷ sum paid to the merchant in the 180 days before";

    public static IEnumerable<Anomaly> Find(IReadOnlyList<AnomalyLine> lines) => lines
        .Where(line => !Merchants.IsGeneric(line.Merchant.Key))
        .GroupBy(line => (line.Scope, line.Merchant.Key))
        .SelectMany(group => OfMerchant([.. group]));

    private static IEnumerable<Anomaly> OfMerchant(IReadOnlyList<AnomalyLine> oldestFirst)
    {
        foreach (var refund in oldestFirst.Where(IsRefund))
        {
            var charges = oldestFirst
                .Where(line => line.IsSpending && line.Date <= refund.Date && line.Date >= refund.Date.AddDays(-LookBackDays))
                .Select(line => -line.Amount)
                .ToList();
            if (charges.Count >= MinCharges && refund.Amount > charges.Sum())
            {
                yield return refund.Stands(AnomalyKind.UnusualRefund, (double)(refund.Amount / charges.Sum()), 1, charges.Sum(), Formula);
            }
        }
    }

    // A salary from the shop one buys at is no refund.
    private static bool IsRefund(AnomalyLine line) =>
        line.Amount > 0 && (line.Line.Category is null or CategoryNames.Uncategorised or CategoryNames.Refunds || CategoryCatalogue.FlowOf(line.Line) == CategoryFlow.Spending);
}
