using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Finance.Categories;

/// <summary>Names the offline answer compares with: the known merchants and those of the person's own history.</summary>
internal sealed class OfflineIndex
{
    private readonly List<(string Name, string Category, HashSet<string> Grams, bool Own)> names;
    private readonly ILookup<string, int> byGram;

    private OfflineIndex(List<(string Name, string Category, HashSet<string> Grams, bool Own)> names)
    {
        this.names = names;
        byGram = names.SelectMany((name, at) => name.Grams.Select(gram => (gram, at))).ToLookup(pair => pair.gram, pair => pair.at);
    }

    public static OfflineIndex Build(IReadOnlyList<PastDecision> evidence)
    {
        var own = evidence
            .GroupBy(past => past.MerchantKey)
            .Select(group => MerchantHistory.Of(group))
            .OrderBy(history => history.MerchantKey, StringComparer.Ordinal)
            .Select(history => (history.MerchantName, history.Category, Grams(history.MerchantKey), true));
        var known = KnownMerchants.All.Select(merchant => (merchant.Name, merchant.Category, Grams(TextFold.Fold(merchant.Name)), false));
        return new([.. own, .. known]);
    }

    /// <summary>The most similar name by shared letter triples (Dice: 2 × shared ÷ (all of one + all of the other)); own history first among equals.</summary>
    public (string Name, string Category, double Similarity, bool Own)? Nearest(string key)
    {
        var grams = Grams(key);
        var shared = new Dictionary<int, int>();
        foreach (var at in grams.SelectMany(gram => byGram[gram]))
        {
            shared[at] = shared.GetValueOrDefault(at) + 1;
        }

        (string, string, double, bool)? best = null;
        foreach (var (at, count) in shared.OrderBy(pair => pair.Key))
        {
            var name = names[at];
            var similarity = 2.0 * count / (grams.Count + name.Grams.Count);
            if (best is null || similarity > best.Value.Item3)
            {
                best = (name.Name, name.Category, similarity, name.Own);
            }
        }

        return best;
    }

    private static HashSet<string> Grams(string key)
    {
        var padded = $" {key} ";
        return [.. Enumerable.Range(0, Math.Max(0, padded.Length - 2)).Select(at => padded.Substring(at, 3))];
    }
}
