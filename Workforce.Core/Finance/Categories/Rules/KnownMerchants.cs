namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>The merchant lists as one.</summary>
internal static class KnownMerchants
{
    public static IReadOnlyList<KnownMerchant> All { get; } =
    [
        .. FoodMerchants.All,
        .. TransportMerchants.All,
        .. ShoppingMerchants.All,
        .. SubscriptionMerchants.All,
        .. HouseholdMerchants.All,
        .. OfficialMerchants.All,
    ];

    private static readonly PhraseIndex<KnownMerchant> Index = Build();

    /// <summary>The merchant that a text names, null where it names none of the list.</summary>
    public static PhraseMatch<KnownMerchant>? In(IReadOnlyList<string> words) => Index.Longest(words, _ => true);

    private static PhraseIndex<KnownMerchant> Build()
    {
        var index = new PhraseIndex<KnownMerchant>();
        foreach (var merchant in All)
        {
            foreach (var phrase in merchant.Phrases)
            {
                index.Add(phrase, merchant);
            }
        }

        return index;
    }
}
