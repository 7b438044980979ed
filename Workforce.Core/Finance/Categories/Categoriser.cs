namespace Workforce.Core.Finance.Categories;

/// <summary>Decides a line's category. Order: the person's own correction, user rule, the file's own category, built-in rule, history of the merchant, then the offline answer.</summary>
public static class Categoriser
{
    /// <summary>The whole order. <see cref="DecisionSource.Offline"/> or <see cref="DecisionSource.None"/> marks a line a model may be asked about.</summary>
    public static CategoryDecision Decide(LedgerLine line, CategoryKnowledge knowledge) =>
        DecideByRules(line, knowledge) ?? OfflineCategoriser.Decide(line, knowledge);

    /// <summary>Everything before the model and the offline answer, null where none of it decides.</summary>
    public static CategoryDecision? DecideByRules(LedgerLine line, CategoryKnowledge knowledge)
    {
        var merchant = Merchants.Normalise(line.Description, line.Counterparty);
        if (knowledge.CorrectionOf(line.Id) is { } corrected)
        {
            return new(corrected, DecisionSource.User, 1, "You set this category yourself.", merchant);
        }

        if (line.OpeningBalance)
        {
            return new(CategoryNames.Transfer, DecisionSource.BuiltInRule, 1, "An opening balance is neither income nor spending.", merchant);
        }

        var direction = line.Amount < 0 ? MoneyDirection.Out : MoneyDirection.In;
        return ByUserRule(line, merchant, direction, knowledge)
            ?? ByLearnedRule(merchant, direction, knowledge)
            ?? ByFileOrBuiltIn(line, merchant, direction)
            ?? ByHistory(merchant, direction, knowledge);
    }

    /// <summary>A model's answer as a decision, null where it names no category of the catalogue.</summary>
    public static CategoryDecision? FromModel(LedgerLine line, string category, double confidence, string reason) =>
        CategoryCatalogue.Find(category) is null
            ? null
            : new(category, DecisionSource.Model, Math.Clamp(confidence, 0, 1), reason, Merchants.Normalise(line.Description, line.Counterparty));

    private static CategoryDecision? ByUserRule(LedgerLine line, Merchant merchant, MoneyDirection direction, CategoryKnowledge knowledge)
    {
        if (knowledge.RuleFor(merchant.Key, direction, $"{line.Counterparty} {line.Description}") is not { } rule)
        {
            return null;
        }

        var where = rule.TextContains is { } text ? $"{merchant.Name} with \"{text}\" in the text" : merchant.Name;
        return new(rule.Category, DecisionSource.UserRule, 0.98, $"Your rule: {where} is {CategoryCatalogue.DisplayOf(rule.Category)}.", merchant);
    }

    private static CategoryDecision? ByLearnedRule(Merchant merchant, MoneyDirection direction, CategoryKnowledge knowledge)
    {
        if (knowledge.LearnedFor(merchant.Key, direction) is not { } rule)
        {
            return null;
        }

        var against = rule.Contrary == 0 ? "" : $", {rule.Contrary} times to something else before";
        var times = rule.Evidence == 1 ? "once" : $"{rule.Evidence} times";
        return new(rule.Category, DecisionSource.UserRule, Math.Min(0.95, rule.Share),
            $"You changed {merchant.Name} to {CategoryCatalogue.DisplayOf(rule.Category)} {times}{against}.", merchant);
    }

    private static CategoryDecision? ByFileOrBuiltIn(LedgerLine line, Merchant merchant, MoneyDirection direction)
    {
        var builtIn = BuiltInRules.Decide(line, merchant);
        return string.IsNullOrWhiteSpace(line.StatedCategory) || StatedCategories.Map(line.StatedCategory, direction, builtIn is { Confidence: >= 0.65 } ? builtIn.Category : null) is not { } stated
            ? builtIn
            : new(stated.Category, DecisionSource.Stated, stated.Confidence,
                $"The statement itself says \"{line.StatedCategory.Trim()}\", which is {CategoryCatalogue.DisplayOf(stated.Category)} here.", merchant);
    }

    private static CategoryDecision? ByHistory(Merchant merchant, MoneyDirection direction, CategoryKnowledge knowledge) =>
        knowledge.HistoryOf(merchant.Key, direction) is { } history && history.Confidence >= 0.5
            ? new(history.Category, DecisionSource.History, Math.Min(0.85, history.Confidence),
                $"{history.Agreeing} of {history.Total} earlier lines of {merchant.Name} are {CategoryCatalogue.DisplayOf(history.Category)}.", merchant)
            : null;
}
