namespace Workforce.Core.Finance.Categories;

/// <summary>What one person has taught: built once per run, read for every line.</summary>
public sealed class CategoryKnowledge
{
    private readonly Dictionary<Guid, string> correctedLines;
    private readonly ILookup<string, UserRule> rulesByMerchant;
    private readonly Dictionary<(string, MoneyDirection), LearnedRule> learned;
    private readonly Dictionary<(string, MoneyDirection), MerchantHistory> histories;
    private readonly Lazy<OfflineIndex> offline;

    public CategoryKnowledge(IReadOnlyList<UserRule> rules, IReadOnlyList<Correction> corrections, IReadOnlyList<PastDecision> history)
    {
        correctedLines = corrections.GroupBy(correction => correction.LineId).ToDictionary(group => group.Key, group => group.MaxBy(correction => correction.At)!.ToCategory);
        rulesByMerchant = rules.Where(rule => CategoryCatalogue.Find(rule.Category) is not null).ToLookup(rule => rule.MerchantKey);
        learned = LearnedRules.From(corrections).ToDictionary(rule => (rule.MerchantKey, rule.Direction));
        var evidence = history.Where(past => past.IsEvidence).ToList();
        histories = evidence.GroupBy(past => (past.MerchantKey, past.Direction)).ToDictionary(group => group.Key, MerchantHistory.Of);
        offline = new(() => OfflineIndex.Build(evidence));
    }

    public static CategoryKnowledge Empty { get; } = new([], [], []);

    internal OfflineIndex Offline => offline.Value;

    internal string? CorrectionOf(Guid lineId) => correctedLines.GetValueOrDefault(lineId);

    internal LearnedRule? LearnedFor(string merchantKey, MoneyDirection direction) => learned.GetValueOrDefault((merchantKey, direction));

    internal MerchantHistory? HistoryOf(string merchantKey, MoneyDirection direction) => histories.GetValueOrDefault((merchantKey, direction));

    internal IReadOnlyCollection<LearnedRule> Learned => learned.Values;

    internal IReadOnlyCollection<MerchantHistory> Histories => histories.Values;

    /// <summary>The rule that holds for a line: the most specific (text, then direction), of equals the newest.</summary>
    internal UserRule? RuleFor(string merchantKey, MoneyDirection direction, string text) =>
        rulesByMerchant[merchantKey]
            .Where(rule => (rule.Direction ?? direction) == direction && (rule.TextContains is null || TextFold.Fold(text).Contains(TextFold.Fold(rule.TextContains), StringComparison.Ordinal)))
            .OrderByDescending(rule => rule.TextContains?.Length ?? 0)
            .ThenByDescending(rule => rule.Direction is not null)
            .ThenByDescending(rule => rule.CreatedAt)
            .ThenBy(rule => rule.Id)
            .FirstOrDefault();
}
