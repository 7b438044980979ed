namespace Workforce.Core.Finance.Categories;

/// <summary>Banks shout; people do not.</summary>
internal static class NameCase
{
    private static readonly HashSet<string> Small = ["de", "du", "des", "la", "le", "les", "von", "van", "der", "den", "und", "et", "and", "of", "the", "y", "di", "in", "am", "im", "zu"];

    private static readonly HashSet<string> Abbreviations = ["sepa", "atm", "usa", "eu", "uk", "tv", "dhl", "ups", "ing", "abn"];

    /// <summary>A name printed in one case only gets capitals where names have them; any other is left as it is.</summary>
    public static string Of(string name)
    {
        var letters = name.Where(char.IsLetter).ToList();
        if (letters.Count == 0 || letters.Any(char.IsUpper) && letters.Any(char.IsLower))
        {
            return name;
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select((word, index) => Word(word, index, words.Length)));
    }

    private static string Word(string word, int index, int count)
    {
        var lower = word.ToLowerInvariant();
        if (index > 0 && Small.Contains(lower))
        {
            return lower;
        }

        // RATP, SNCF, KPN: short and alone, or without a vowel, it is an abbreviation.
        var isAbbreviation = Abbreviations.Contains(lower) || word.Length <= 4 && (count == 1 && word.All(char.IsUpper) || !lower.Any("aeiouyäöüéèà".Contains)) || word.Contains('.') && word.Length <= 6;
        return isAbbreviation ? word.ToUpperInvariant() : Capitalised(lower);
    }

    private static string Capitalised(string lower)
    {
        var chars = lower.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            // After the start, a hyphen, a dot or a bracket; not after an apostrophe, which mostly ends a word (Nando's).
            if (i == 0 || chars[i - 1] is '-' or '.' or '(' or '&' or '/')
            {
                chars[i] = char.ToUpperInvariant(chars[i]);
            }
        }

        return new string(chars);
    }
}
