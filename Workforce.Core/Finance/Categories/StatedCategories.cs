using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Finance.Categories;

/// <summary>Reads the category that a statement itself states, in the words of whatever program wrote it.</summary>
internal static class StatedCategories
{
    private static readonly Dictionary<string, string> Exact = CategoryCatalogue.All
        .Where(category => category.Name != CategoryNames.Uncategorised)
        .SelectMany(category => new[] { (Text: TextFold.Fold(category.Name), category.Name), (Text: TextFold.Fold(category.DisplayName), category.Name) })
        .DistinctBy(pair => pair.Text)
        .ToDictionary(pair => pair.Text, pair => pair.Name, StringComparer.Ordinal);

    /// <summary>Null where the text says nothing the catalogue knows ("Divers", "finances").</summary>
    /// <param name="refine">What the line's own text says: it decides within an area such as "housing".</param>
    public static (string Category, double Confidence)? Map(string stated, MoneyDirection direction, string? refine)
    {
        // QIF: an account in brackets is the other side of a transfer.
        if (stated.StartsWith('[') && stated.TrimEnd().EndsWith(']'))
        {
            var account = WordRules.In(TextFold.Words(stated), direction, rule => rule.Category is CategoryNames.Savings or CategoryNames.Investments);
            return (account?.Value.Category ?? CategoryNames.Transfer, 0.9);
        }

        if (Exact.TryGetValue(TextFold.Fold(stated), out var exact))
        {
            return (exact, 0.95);
        }

        // "Loisirs:Cinéma-Théâtre": the narrowest part that means something.
        foreach (var part in stated.Split([':', '>', '/', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Reverse())
        {
            if (OfPart(part, direction, refine) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (string Category, double Confidence)? OfPart(string part, MoneyDirection direction, string? refine)
    {
        var words = TextFold.Words(part);
        var folded = string.Join(' ', words);
        if (StatedWords.AreaOf(folded) is { } area)
        {
            return refine is not null && area.Area.Contains(refine) ? (refine, 0.85)
                : area.Default is { } category ? (category, 0.7)
                : null;
        }

        if (Exact.TryGetValue(folded, out var exact))
        {
            return (exact, 0.9);
        }

        return WordRules.In(words, direction, _ => true) is { } word ? (word.Value.Category, word.Words == words.Count ? 0.9 : 0.75) : null;
    }
}
