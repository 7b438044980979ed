using System.Text;

namespace Workforce.Core.Finance.Statements;

/// <summary>Makes one readable line of what banks pad, wrap and repeat.</summary>
internal static class BankText
{
    /// <summary>Blanks, line breaks and control characters become single blanks; the ends are trimmed; the length is bounded.</summary>
    public static string Collapse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";

        var clean = new StringBuilder(Math.Min(text.Length, StatementLimits.Description));
        // Enumerating runes puts the replacement character for half a pair, which no database would take.
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= StatementLimits.Description) break;

            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>Collapsed text, null where nothing is left.</summary>
    public static string? OrNull(string? text) => Collapse(text) is { Length: > 0 } clean ? clean : null;

    /// <summary>Joins parts, leaving out those that another part already says.</summary>
    public static string Join(params IEnumerable<string?> parts)
    {
        var kept = new List<string>();
        foreach (var part in parts.Select(Collapse).Where(part => part.Length > 0))
        {
            if (kept.Any(said => Says(said, part))) continue;

            kept.RemoveAll(said => Says(part, said));
            kept.Add(part);
        }

        return Collapse(string.Join(' ', kept));
    }

    /// <summary>What a message shows of a value it found: short, on one line.</summary>
    public static string Quote(string? value)
    {
        var clean = Collapse(value);
        return clean.Length <= 60 ? $"\"{clean}\"" : $"\"{clean[..60]}…\"";
    }

    private static bool Says(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
