using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Finance.Categories;

/// <summary>What the merchant lists and the word lists say of a line.</summary>
internal static class BuiltInRules
{
    private const int LongestText = 400;

    /// <summary>
    /// In this order: words for the nature of the movement (cash, fee, salary, refund), the merchant, any other words.
    /// Money that comes back from a shop is a refund.
    /// </summary>
    public static CategoryDecision? Decide(LedgerLine line, Merchant merchant)
    {
        var direction = line.Amount < 0 ? MoneyDirection.Out : MoneyDirection.In;
        var words = WordsOf(line);
        // "Transfer" says how the money moved; any other word says more.
        var word = WordRules.In(words, direction, rule => rule.Category != CategoryNames.Transfer) ?? WordRules.In(words, direction, _ => true);
        if (word is not null && WordRules.IsNature(word.Value))
        {
            return ByWord(word, words, merchant);
        }

        return KnownMerchants.In(words) is { } known
            ? ByMerchant(known.Value, direction, merchant)
            : word is not null ? ByWord(word, words, merchant) : RefundOf(words, direction, merchant);
    }

    private static IReadOnlyList<string> WordsOf(LedgerLine line)
    {
        var text = $"{line.Counterparty} {MerchantNoise.AtmCode().Replace(line.Description, "ATM ")}";
        return TextFold.Words(text.Length <= LongestText ? text : text[..LongestText]);
    }

    private static CategoryDecision ByWord(PhraseMatch<WordRule> word, IReadOnlyList<string> words, Merchant merchant)
    {
        // Two words that stand together mistake less than one; a word that is all of a short text less than one in a long text.
        var confidence = word.Words > 1 ? 0.85 : words.Count <= 3 ? 0.75 : 0.65;
        return Rule(word.Value.Category, confidence, $"The text says \"{word.Phrase.Trim('*')}\", which means {CategoryCatalogue.DisplayOf(word.Value.Category)}.", merchant);
    }

    private static CategoryDecision? ByMerchant(KnownMerchant known, MoneyDirection direction, Merchant merchant)
    {
        var flow = CategoryCatalogue.Find(known.Category)!.Flow;
        return (flow, direction) switch
        {
            (CategoryFlow.Spending, MoneyDirection.In) =>
                Rule(CategoryNames.Refunds, 0.75, $"Money back from {known.Name}, where one usually pays for {CategoryCatalogue.DisplayOf(known.Category)}.", merchant),
            (CategoryFlow.Income, MoneyDirection.Out) => null,
            _ => Rule(known.Category, 0.9, $"{known.Name} is known for {CategoryCatalogue.DisplayOf(known.Category)}.", merchant),
        };
    }

    // No word means anything for money in; if it would for money out, something bought came back.
    private const int ShortestBoughtWord = 4;

    private static CategoryDecision? RefundOf(IReadOnlyList<string> words, MoneyDirection direction, Merchant merchant) =>
        direction == MoneyDirection.In
        && WordRules.In(words, MoneyDirection.Out, rule => CategoryCatalogue.Find(rule.Category)!.Flow == CategoryFlow.Spending && !WordRules.IsNature(rule)) is { Phrase.Length: >= ShortestBoughtWord } bought
            ? Rule(CategoryNames.Refunds, 0.55, $"Money in with the text \"{bought.Phrase.Trim('*')}\", which one usually pays for.", merchant)
            : null;

    private static CategoryDecision Rule(string category, double confidence, string reason, Merchant merchant) =>
        new(category, DecisionSource.BuiltInRule, confidence, reason, merchant);
}
