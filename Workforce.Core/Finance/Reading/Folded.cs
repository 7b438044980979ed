using System.Text;

namespace Workforce.Core.Finance.Reading;

/// <summary>
/// Text as a vocabulary compares it: lower case, without accents, every other sign a blank, blanks collapsed.
/// Written out because the processes run without culture data, where Unicode decomposition is not to be had.
/// </summary>
internal static class Folded
{
    private const string Accented = "àáâãäåāăąçćĉċčďđðèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľłñńņňòóôõöøōŏőŕŗřśŝşšșţťțùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkllllnnnnooooooooorrrssssstttuuuuuuuuuuwyyyzzz";

    private static readonly Dictionary<char, char> Base = Accented.Zip(Plain).ToDictionary(pair => pair.First, pair => pair.Second);

    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";

        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var lower = char.ToLowerInvariant(letter);
            if (lower is 'ß') folded.Append("ss");
            else if (lower is 'æ') folded.Append("ae");
            else if (lower is 'œ') folded.Append("oe");
            else if (Base.TryGetValue(lower, out var plain)) folded.Append(plain);
            else if (char.IsLetterOrDigit(lower)) folded.Append(lower);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>True if the phrase stands in the text as whole words; both are folded already.</summary>
    public static bool HasPhrase(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            var end = at + phrase.Length;
            if ((at == 0 || text[at - 1] == ' ') && (end == text.Length || text[end] == ' ')) return true;
        }

        return false;
    }

    /// <summary>Blanks of every kind collapsed to one, none at the ends.</summary>
    public static string Blanks(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
