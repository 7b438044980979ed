using System.Reflection;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class CatalogueTests
{
    private static readonly IReadOnlyList<string> Names =
        [.. typeof(CategoryNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_name_is_in_the_catalogue_once() =>
        Assert.Equal(Names.Order(StringComparer.Ordinal), CategoryCatalogue.All.Select(category => category.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_names_a_category_of_the_catalogue() =>
        Assert.DoesNotContain(
            KnownMerchants.All.Select(merchant => merchant.Category)
                .Concat(WordRules.All.Select(rule => rule.Category))
                .Concat(StatedWords.Areas.SelectMany(area => area.Area.Append(area.Default ?? area.Area[0]))),
            name => CategoryCatalogue.Find(name) is null);

    [Fact]
    public void No_phrase_stands_for_two_merchants() =>
        Assert.Empty(KnownMerchants.All
            .SelectMany(merchant => merchant.Phrases.Select(TextFold.Fold))
            .GroupBy(phrase => phrase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key));

    [Fact]
    public void No_phrase_of_one_language_means_two_things_in_one_direction() =>
        Assert.Empty(new[] { EnglishWords.All, GermanWords.All, FrenchWords.All, DutchWords.All, SpanishWords.All, ItalianWords.All }
            .SelectMany(language => language
                .SelectMany(rule => rule.Phrases.SelectMany(phrase => Directions(rule).Select(direction => (Phrase: TextFold.Fold(phrase) + (phrase.Contains('*') ? "*" : ""), direction))))
                .GroupBy(pair => pair)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key)));

    [Fact]
    public void Every_known_merchant_is_found_by_its_own_name_or_phrases() =>
        Assert.Empty(KnownMerchants.All.SelectMany(merchant => merchant.Phrases.Where(phrase => KnownMerchants.In(TextFold.Words(phrase))?.Value != merchant)));

    [Fact]
    public void Wire_names_of_sources_come_back() =>
        Assert.Equal(
            Enum.GetValues<DecisionSource>().Cast<DecisionSource?>(),
            Enum.GetValues<DecisionSource>().Select(source => DecisionSources.FromWireName(source.WireName())));

    private static MoneyDirection[] Directions(WordRule rule) => rule.Direction is { } only ? [only] : [MoneyDirection.In, MoneyDirection.Out];
}
