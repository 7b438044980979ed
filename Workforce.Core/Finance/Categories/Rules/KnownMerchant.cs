namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>A merchant people meet often: how to write its name and what it sells.</summary>
/// <param name="Phrases">How banks print it; see <see cref="PhraseIndex{T}"/>.</param>
internal sealed record KnownMerchant(string Name, string Category, string[] Phrases)
{
    public static KnownMerchant Of(string category, string name, params string[] phrases) =>
        new(name, category, phrases.Length == 0 ? [name] : phrases);
}
