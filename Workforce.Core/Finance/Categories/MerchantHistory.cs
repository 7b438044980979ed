namespace Workforce.Core.Finance.Categories;

/// <summary>How a merchant's earlier lines of one direction were categorised.</summary>
internal sealed record MerchantHistory(string MerchantKey, string MerchantName, MoneyDirection Direction, string Category, int Agreeing, int Total)
{
    /// <summary>Agreeing ÷ (total + 1): one line alone is worth a half, ten that agree are worth 0.91.</summary>
    public double Confidence => (double)Agreeing / (Total + 1);

    public static MerchantHistory Of(IEnumerable<PastDecision> decisions)
    {
        var all = decisions.ToList();
        var (category, agreeing) = all.GroupBy(past => past.Category).Select(group => (group.Key, Lines: group.Sum(past => past.Lines)))
            .OrderByDescending(group => group.Lines).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        var named = all.OrderByDescending(past => past.Lines).ThenBy(past => past.MerchantName, StringComparer.Ordinal).First();
        return new(named.MerchantKey, named.MerchantName, named.Direction, category, agreeing, all.Sum(past => past.Lines));
    }
}
