using System.Text;

namespace Workforce.Core.Notifications;

/// <summary>Text as messages can carry it: no control characters, no half of a surrogate pair, no longer than it may be.</summary>
public static class Plain
{
    /// <summary>One line.</summary>
    public static string Line(string text, int longest) => Cut(Clean(text, lines: false).Trim(), longest);

    /// <summary>Lines end with a line feed.</summary>
    public static string Text(string text, int longest) => Cut(Clean(text.ReplaceLineEndings("\n"), lines: true).Trim(), longest);

    /// <summary>At most so many UTF-16 units, an ellipsis in place of what is left out.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private static string Clean(string text, bool lines)
    {
        var clean = new StringBuilder(text.Length);
        // Half a pair is replaced by U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            if (lines && rune.Value == '\n')
                clean.Append('\n');
            else if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
                clean.Append(' ');
            else
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
