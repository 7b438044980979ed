using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Insights;

/// <summary>Categories of the newest whole month that moved: by a quarter or more against the three months before, or the month before where there is no more, and by at least a fiftieth of the month's spending. A month in which a bill of every second month or rarer fell says nothing beside the months in which it did not.</summary>
internal static class TrendInsights
{
    public const double MinChange = 0.25;
    public const double MinShare = 0.02;

    public static IEnumerable<InsightDraft> Of(IReadOnlyList<CategorySpend> trends, IReadOnlyList<RecurringPayment> recurring)
    {
        var rare = recurring.Where(payment => payment.Cadence > Cadence.Monthly).SelectMany(payment => payment.LineIds).ToHashSet();
        return trends
            .GroupBy(spend => spend.Scope)
            .SelectMany(scope => OfMonth([.. scope.Where(spend => spend.Month == scope.Max(one => one.Month))], rare));
    }

    private static IEnumerable<InsightDraft> OfMonth(IReadOnlyList<CategorySpend> month, HashSet<Guid> rare)
    {
        var total = month.Sum(spend => spend.Spent);
        foreach (var spend in month.Where(spend => spend.Spent > 0 && !spend.LineIds.Any(rare.Contains)))
        {
            var (before, since) = spend.Average is { } average ? (average, "the average of the three months before") : (spend.Previous, "the month before");
            if (before is { } usual && usual > 0 && total > 0 && Math.Abs(spend.Spent - usual) is var change && change >= usual * (decimal)MinChange && change >= total * (decimal)MinShare)
            {
                yield return Draft(spend, usual, since);
            }
        }
    }

    private static InsightDraft Draft(CategorySpend spend, decimal usual, string since)
    {
        var (isUp, currency, name) = (spend.Spent > usual, spend.Scope.Currency, CategoryCatalogue.Find(spend.Category)!.DisplayName);
        var change = spend.Spent - usual;
        var byHowMuch = $"{Percent((double)Math.Abs(change / usual))} {(isUp ? "more" : "less")}";
        var kind = isUp ? InsightKind.SpendUp : InsightKind.SpendDown;
        return new(
            $"{kind.WireName()}:{InsightDraft.KeyOf(spend.Scope)}:{spend.Category}:{spend.Month.First:yyyy-MM}", kind,
            isUp && change >= usual ? InsightSeverity.Notice : InsightSeverity.Info,
            $"{name}: {byHowMuch} in {spend.Month}",
            $"{(spend.Category == CategoryNames.Uncategorised ? "Spending without a category" : name)} came to {Money(spend.Spent, currency)} in {spend.Month}, {Money(change, currency)} ({Percent((double)Math.Abs(change / usual))}) {(isUp ? "more" : "less")} than {since}, {Money(usual, currency)}.",
            change, spend.Scope, spend.Month.First, spend.Month.Last, spend.LineIds);
    }
}
