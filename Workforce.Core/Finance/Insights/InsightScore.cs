namespace Workforce.Core.Finance.Insights;

/// <summary>
/// How much an insight is worth telling: weight of its kind × size × freshness, where size = log2(1 + 20 × amount ÷ usual monthly spending
/// in its currency), so that a tenth of a month counts 1.6, a whole one 4.4 and a mere cent hardly anything; things that need
/// no amount have the size of a tenth. Freshness is 1.75 in the month of the newest line and a quarter less for each month back, down to 1.
/// </summary>
internal static class InsightScore
{
    private const double SizeWithoutAmount = 1.6;

    private static readonly Dictionary<InsightKind, double> Weights = new()
    {
        [InsightKind.ChequeTwice] = 8,
        [InsightKind.DuplicateCharge] = 8,
        [InsightKind.PriceChange] = 4,
        [InsightKind.PaymentMissed] = 3.5,
        [InsightKind.UnusualRefund] = 3,
        [InsightKind.UnusualAmount] = 3,
        [InsightKind.SpendUp] = 2.5,
        [InsightKind.Forecast] = 2.5,
        [InsightKind.CashFlow] = 2.5,
        [InsightKind.NewMerchant] = 2,
        [InsightKind.Recurring] = 1.5,
        [InsightKind.SpendDown] = 1.5,
        [InsightKind.RoundCash] = 1.5,
    };

    public static double Of(InsightKind kind, decimal? amount, decimal usualMonth, DateOnly to, DateOnly newest)
    {
        var size = amount is { } sum && usualMonth > 0 ? Math.Log2(1 + 20 * (double)(Math.Abs(sum) / usualMonth)) : SizeWithoutAmount;
        var monthsOld = (newest.Year - to.Year) * 12 + newest.Month - to.Month;
        var freshness = 1 + 0.25 * Math.Clamp(3 - monthsOld, 0, 3);
        return Math.Round(Weights[kind] * size * freshness, 3);
    }
}
