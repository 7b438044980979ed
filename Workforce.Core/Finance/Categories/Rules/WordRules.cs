using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>The word lists as one.</summary>
internal static class WordRules
{
    public static IReadOnlyList<WordRule> All { get; } =
    [
        .. EnglishWords.All,
        .. GermanWords.All,
        .. FrenchWords.All,
        .. DutchWords.All,
        .. SpanishWords.All,
        .. ItalianWords.All,
        .. OtherWords.All,
    ];

    /// <summary>What these words say is the nature of the movement; it outweighs who was paid: cash drawn at a supermarket is cash, a salary from a shop is a salary.</summary>
    private static readonly HashSet<string> Natures =
    [
        Names.CashWithdrawal, Names.CashDeposit, Names.BankFees, Names.InterestPaid, Names.Interest, Names.Salary, Names.Pension,
        Names.Refunds, Names.CardPayment, Names.Vat, Names.Rent, Names.Mortgage, Names.LoanRepayment, Names.Wages, Names.Fines, Names.Savings,
    ];

    private static readonly PhraseIndex<WordRule> Index = Build();

    public static bool IsNature(WordRule rule) => Natures.Contains(rule.Category);

    public static PhraseMatch<WordRule>? In(IReadOnlyList<string> words, MoneyDirection direction, Func<WordRule, bool> wanted) =>
        Index.Longest(words, rule => rule.Direction is not { } only || only == direction ? wanted(rule) : false);

    private static PhraseIndex<WordRule> Build()
    {
        var index = new PhraseIndex<WordRule>();
        foreach (var rule in All)
        {
            foreach (var phrase in rule.Phrases)
            {
                index.Add(phrase, rule);
            }
        }

        return index;
    }
}
