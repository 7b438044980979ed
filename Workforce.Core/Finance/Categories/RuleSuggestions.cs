namespace Workforce.Core.Finance.Categories;

/// <summary>Rules worth offering to the person.</summary>
public static class RuleSuggestions
{
    /// <summary>Lines of a merchant that must agree before its history alone suggests a rule.</summary>
    public const int NeededHistory = 3;

    /// <summary>Share of the history that must agree.</summary>
    public const double NeededAgreement = 0.8;

    /// <summary>
    /// Merchants that no rule covers yet and that the person corrected (any number of times, if it would change a line; twice, if
    /// it would only serve the future) or whose history agrees, if it would change a line. Most useful first: changes + evidence.
    /// </summary>
    /// <param name="lines">Every line of which one of the <see cref="Wishes"/> would change the category, with that of today; others do no harm.</param>
    /// <param name="knowledge">What was taught.</param>
    public static IReadOnlyList<RuleSuggestion> Find(IReadOnlyList<LedgerLine> lines, CategoryKnowledge knowledge)
    {
        var byMerchant = lines
            .Where(line => !line.OpeningBalance)
            .ToLookup(line => (Merchants.Normalise(line.Description, line.Counterparty).Key, line.Amount < 0 ? MoneyDirection.Out : MoneyDirection.In));
        var corrected = knowledge.Learned
            .Select(rule => OfCorrections(rule, [.. byMerchant[(rule.MerchantKey, rule.Direction)]], knowledge));
        var consistent = knowledge.Histories
            .Where(history => knowledge.LearnedFor(history.MerchantKey, history.Direction) is null)
            .Select(history => OfHistory(history, [.. byMerchant[(history.MerchantKey, history.Direction)]], knowledge));
        return
        [
            .. corrected.Concat(consistent)
                .OfType<RuleSuggestion>()
                .OrderByDescending(suggestion => suggestion.WouldChange.Count + suggestion.Evidence)
                .ThenBy(suggestion => suggestion.MerchantKey, StringComparer.Ordinal)
                .ThenBy(suggestion => suggestion.Direction),
        ];
    }

    /// <summary>What the rules would be, if they changed a line: whose lines would be filed under what.</summary>
    public static IReadOnlyList<(string MerchantKey, MoneyDirection Direction, string Category)> Wishes(CategoryKnowledge knowledge) =>
    [
        .. knowledge.Learned.Select(rule => (rule.MerchantKey, rule.Direction, rule.Category))
            .Concat(knowledge.Histories
                .Where(history => AgreesEnough(history) && knowledge.LearnedFor(history.MerchantKey, history.Direction) is null)
                .Select(history => (history.MerchantKey, history.Direction, history.Category)))
            .Where(wish => !HasRule(wish.MerchantKey, wish.Direction, knowledge)),
    ];

    private static RuleSuggestion? OfCorrections(LearnedRule rule, IReadOnlyList<LedgerLine> lines, CategoryKnowledge knowledge)
    {
        var changes = Changes(lines, rule.MerchantKey, rule.Direction, rule.Category, knowledge);
        if (changes is null || changes.Count == 0 && rule.Evidence < 2)
        {
            return null;
        }

        var name = rule.MerchantName.Length > 0 ? rule.MerchantName : rule.MerchantKey;
        var against = rule.Contrary == 0 ? "" : $" and {rule.Contrary} times to something else";
        var times = rule.Evidence == 1 ? "once" : $"{rule.Evidence} times";
        return new(rule.MerchantKey, name, rule.Category, rule.Direction, rule.Evidence, rule.Contrary, Math.Round(rule.Share, 2), changes,
            $"You changed {name} to {CategoryCatalogue.DisplayOf(rule.Category)} {times}{against}; a rule would change {Lines(changes.Count)}.");
    }

    private static RuleSuggestion? OfHistory(MerchantHistory history, IReadOnlyList<LedgerLine> lines, CategoryKnowledge knowledge)
    {
        var agreement = (double)history.Agreeing / history.Total;
        var changes = Changes(lines, history.MerchantKey, history.Direction, history.Category, knowledge);
        return !AgreesEnough(history) || changes is null or { Count: 0 }
            ? null
            : new(history.MerchantKey, history.MerchantName, history.Category, history.Direction, history.Agreeing, history.Total - history.Agreeing, Math.Round(agreement, 2), changes,
                $"{history.Agreeing} of {Lines(history.Total)} of {history.MerchantName} are {CategoryCatalogue.DisplayOf(history.Category)}; a rule would change {Lines(changes.Count)}.");
    }

    /// <summary>Null where the person's own rule already says what holds for the merchant.</summary>
    private static List<Guid>? Changes(IReadOnlyList<LedgerLine> lines, string merchantKey, MoneyDirection direction, string category, CategoryKnowledge knowledge) =>
        HasRule(merchantKey, direction, knowledge)
            ? null
            : [.. lines.Where(line => line.Category != category && knowledge.CorrectionOf(line.Id) is null).OrderBy(line => line.Date).ThenBy(line => line.Id).Select(line => line.Id)];

    private static bool AgreesEnough(MerchantHistory history) =>
        history.Agreeing >= NeededHistory && (double)history.Agreeing / history.Total >= NeededAgreement;

    private static bool HasRule(string merchantKey, MoneyDirection direction, CategoryKnowledge knowledge) => knowledge.RuleFor(merchantKey, direction, "") is not null;

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count} lines";
}
