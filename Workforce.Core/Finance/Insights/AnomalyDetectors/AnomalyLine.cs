using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights.AnomalyDetectors;

/// <summary>A line with its merchant and scope at hand.</summary>
internal sealed record AnomalyLine(LedgerLine Line, Merchant Merchant)
{
    public Guid Id => Line.Id;

    public DateOnly Date => Line.Date;

    public decimal Amount => Line.Amount;

    public MoneyScope Scope { get; } = MoneyScope.Of(Line);

    public bool IsSpending { get; } = Line.Amount < 0 && CategoryCatalogue.FlowOf(Line) == CategoryFlow.Spending;

    public bool IsCash => Line.Category is CategoryNames.CashWithdrawal;

    public Anomaly Stands(AnomalyKind kind, double figure, double threshold, decimal? baseline, string formula, params IEnumerable<AnomalyLine> others)
    {
        var lines = others.Append(this).OrderBy(line => line.Date).ThenBy(line => line.Id).ToList();
        return new(
            kind, $"{kind}:{string.Join('+', lines.Select(line => line.Id.ToString("N")))}", Date, Merchant.Name, Line.Category, Amount, Scope,
            Math.Round(figure, 2), threshold, baseline, formula, [.. lines.Select(line => line.Id)]);
    }
}
