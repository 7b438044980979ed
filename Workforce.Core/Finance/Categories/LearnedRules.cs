namespace Workforce.Core.Finance.Categories;

/// <summary>What corrections of one merchant, in one direction, add up to.</summary>
/// <param name="Share">0 to 1, see <see cref="LearnedRules"/>.</param>
public sealed record LearnedRule(string MerchantKey, string MerchantName, MoneyDirection Direction, string Category, double Share, int Evidence, int Contrary);

/// <summary>
/// Turns corrections into rules. Per merchant and direction the newest correction of each line votes, newest first, with the
/// weights 1, 1/2, 1/4, …; share = the leading category's weight ÷ all weight. A rule needs a share of 0.6: one correction
/// alone makes one, a newer contradiction of one correction wins (0.67), one against two agreeing leaves it open (0.57),
/// two in a row win against any number (0.75 or more).
/// </summary>
public static class LearnedRules
{
    public const double NeededShare = 0.6;

    public static IReadOnlyList<LearnedRule> From(IEnumerable<Correction> corrections) =>
    [
        .. corrections
            .GroupBy(correction => correction.LineId)
            .Select(ofLine => ofLine.MaxBy(correction => correction.At)!)
            .Where(correction => !Merchants.IsGeneric(correction.MerchantKey) && CategoryCatalogue.Find(correction.ToCategory) is not null)
            .GroupBy(correction => (correction.MerchantKey, Direction: correction.Amount < 0 ? MoneyDirection.Out : MoneyDirection.In))
            .Select(group => Weigh(group.Key.MerchantKey, group.Key.Direction, [.. group.OrderByDescending(correction => correction.At).ThenBy(correction => correction.LineId)]))
            .Where(rule => rule.Share >= NeededShare)
            .OrderBy(rule => rule.MerchantKey, StringComparer.Ordinal).ThenBy(rule => rule.Direction),
    ];

    private static LearnedRule Weigh(string merchantKey, MoneyDirection direction, IReadOnlyList<Correction> newestFirst)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < newestFirst.Count; i++)
        {
            var category = newestFirst[i].ToCategory;
            weights[category] = weights.GetValueOrDefault(category) + Math.Pow(0.5, i);
        }

        var (leader, weight) = weights.MaxBy(pair => pair.Value);
        var evidence = newestFirst.Count(correction => correction.ToCategory == leader);
        return new(merchantKey, newestFirst[0].MerchantName, direction, leader, weight / weights.Values.Sum(), evidence, newestFirst.Count - evidence);
    }
}
