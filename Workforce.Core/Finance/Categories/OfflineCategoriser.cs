namespace Workforce.Core.Finance.Categories;

/// <summary>
/// The deterministic answer for what the rules leave: similarity to known merchants and to the person's own, then what sign and
/// amount alone allow. Its confidence never passes 0.5, and it is never presented as a model's work.
/// </summary>
public static class OfflineCategoriser
{
    private const double MinSimilarity = 0.55;
    private const double MaxConfidence = 0.5;

    public static CategoryDecision Decide(LedgerLine line, CategoryKnowledge knowledge)
    {
        var merchant = Merchants.Normalise(line.Description, line.Counterparty);
        return BySimilarity(line, merchant, knowledge)
            ?? ByAmount(line, merchant)
            ?? new(CategoryNames.Uncategorised, DecisionSource.None, 0, "Nothing in the text, the amount or the history says what this is.", merchant);
    }

    private static CategoryDecision? BySimilarity(LedgerLine line, Merchant merchant, CategoryKnowledge knowledge)
    {
        if (Merchants.IsGeneric(merchant.Key) || knowledge.Offline.Nearest(merchant.Key) is not { } near || near.Similarity < MinSimilarity)
        {
            return null;
        }

        var flow = CategoryCatalogue.Find(near.Category)!.Flow;
        var category = flow == CategoryFlow.Spending && line.Amount > 0 ? CategoryNames.Refunds : near.Category;
        var whose = near.Own ? "a merchant of yours" : "a known merchant";
        return flow == CategoryFlow.Income && line.Amount < 0
            ? null
            : Guess(category, near.Similarity * MaxConfidence, $"\"{merchant.Name}\" reads like {near.Name}, {whose} ({near.Similarity * 100:0} % alike).", merchant);
    }

    // Machines give notes of 10; tills do not give sums like 200.00 to a line that names nobody.
    private static CategoryDecision? ByAmount(LedgerLine line, Merchant merchant) => line.Amount switch
    {
        < 0 when merchant.Key.Length == 0 && line.Amount % 10 == 0 && line.Amount >= -1000 =>
            Guess(CategoryNames.CashWithdrawal, 0.3, "A round sum out with no name: cash is likely.", merchant),
        > 0 => Guess(CategoryNames.IncomeOther, 0.25, "Money in, and nothing says what for.", merchant),
        _ => null,
    };

    private static CategoryDecision Guess(string category, double confidence, string reason, Merchant merchant) =>
        new(category, DecisionSource.Offline, Math.Round(confidence, 2), reason, merchant);
}
