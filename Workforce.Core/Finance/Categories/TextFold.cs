using System.Text;

namespace Workforce.Core.Finance.Categories;

/// <summary>Text as it is compared: lower case, accents folded, punctuation gone. Written out because the processes carry no culture data.</summary>
public static class TextFold
{
    private const string Accented = "àáâãäåāăąçćčĉďđèéêëēėęěğģìíîïīįıķĺľłļñńňņòóôõöōőøŕřśšşșťţțùúûüūůűųẃŵýÿŷźżžþð";
    private const string Plain = "aaaaaaaaaccccddeeeeeeeeggiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuwwyyyzzztd";

    private static readonly Dictionary<char, char> PlainOf = Accented.Zip(Plain).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The words of a text: <c>"E.D.F. Café McDonald's"</c> gives edf, cafe, mcdonalds.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '’' or '`' && word.Length > 0 || IsInitialsDot(text, i))
            {
                continue;
            }

            if (!Append(word, text[i]) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    public static string Fold(string text) => string.Join(' ', Words(text));

    private static bool Append(StringBuilder word, char c)
    {
        var lower = char.ToLowerInvariant(c);
        switch (lower)
        {
            case 'ß': word.Append("ss"); return true;
            case 'æ': word.Append("ae"); return true;
            case 'œ': word.Append("oe"); return true;
            default:
                if (!char.IsLetterOrDigit(lower))
                {
                    return false;
                }

                word.Append(PlainOf.GetValueOrDefault(lower, lower));
                return true;
        }
    }

    // The dot of E.D.F.: one letter before it, nothing or a non-letter before that letter.
    private static bool IsInitialsDot(string text, int i) =>
        text[i] == '.' && i >= 1 && char.IsLetter(text[i - 1])
        && (i == 1 || !char.IsLetterOrDigit(text[i - 2]))
        && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1]) || i + 2 >= text.Length || !char.IsLetterOrDigit(text[i + 2]));
}
