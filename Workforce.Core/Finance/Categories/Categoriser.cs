namespace Workforce.Core.Finance.Categories;

/// <summary>Decides a line's category. Order: user rule, the file's own category, built-in rule, history of the merchant, then the offline answer.</summary>
public static class Categoriser
{
    /// <summary>The whole order. <see cref="DecisionSource.Offline"/> or <see cref="DecisionSource.None"/> marks a line a model may be asked about.</summary>
    public static CategoryDecision Decide(LedgerLine line, CategoryKnowledge knowledge) =>
        DecideByRules(line, knowledge) ?? OfflineCategoriser.Decide(line, knowledge);

    /// <summary>Everything before the model and the offline answer, null where none of it decides.</summary>
    public static CategoryDecision? DecideByRules(LedgerLine line, CategoryKnowledge knowledge) => null;

    /// <summary>A model's answer as a decision, null where it names no category of the catalogue.</summary>
    public static CategoryDecision? FromModel(LedgerLine line, string category, double confidence, string reason) =>
        CategoryCatalogue.Find(category) is null
            ? null
            : new(category, DecisionSource.Model, Math.Clamp(confidence, 0, 1), reason, Merchants.Normalise(line.Description, line.Counterparty));
}
