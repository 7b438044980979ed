using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class TextFoldTests
{
    [Theory]
    [InlineData("Bäckerei MÜLLER-Lüdenscheidt", "backerei muller ludenscheidt")]
    [InlineData("E.D.F.", "edf")]
    [InlineData("U.G.C. Carte 10", "ugc carte 10")]
    [InlineData("McDonald's", "mcdonalds")]
    [InlineData("Straße Œuvre Æther", "strasse oeuvre aether")]
    [InlineData("Łódź Žižkov Őrség", "lodz zizkov orseg")]
    [InlineData("netflix.com", "netflix com")]
    [InlineData("  * / - ", "")]
    public void Text_is_folded_to_plain_words(string text, string expected) => Assert.Equal(expected, TextFold.Fold(text));

    [Fact]
    public void Folding_twice_changes_nothing()
    {
        var random = new Random(7);
        const string letters = "aÄéßœ'.-*/ 9Złő&";
        foreach (var length in Enumerable.Range(0, 500))
        {
            var text = new string([.. Enumerable.Range(0, length % 40).Select(_ => letters[random.Next(letters.Length)])]);
            Assert.Equal(TextFold.Fold(text), TextFold.Fold(TextFold.Fold(text)));
        }
    }

    [Fact]
    public void The_longest_phrase_wins_then_the_earlier_and_wildcards_end_or_begin_a_word()
    {
        var index = new PhraseIndex<string>().Add("shell", "fuel").Add("shell energy", "energy").Add("*versicherung", "insurance").Add("energy", "other");
        string? Of(string text) => index.Longest(TextFold.Words(text), _ => true)?.Value;

        Assert.Equal(["energy", "fuel", "insurance", null, "other"], new[] { "Shell Energy UK", "SHELL 123", "Haftpflichtversicherung", "Versicherungen", "The energy" }.Select(Of));
        Assert.Throws<ArgumentException>(() => index.Add("*gas", "too short to be safe"));
    }
}
