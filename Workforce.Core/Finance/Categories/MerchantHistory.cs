namespace Workforce.Core.Finance.Categories;

/// <summary>How a merchant's earlier lines of one direction were categorised.</summary>
internal sealed record MerchantHistory(string MerchantKey, string MerchantName, MoneyDirection Direction, string Category, int Agreeing, int Total)
{
    /// <summary>Agreeing ÷ (total + 1): one line alone is worth a half, ten that agree are worth 0.91.</summary>
    public double Confidence => (double)Agreeing / (Total + 1);

    public static MerchantHistory Of(IEnumerable<PastDecision> decisions)
    {
        var all = decisions.ToList();
        var leading = all.GroupBy(past => past.Category).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        return new(all[0].MerchantKey, all[0].MerchantName, all[0].Direction, leading.Key, leading.Count(), all.Count);
    }
}
