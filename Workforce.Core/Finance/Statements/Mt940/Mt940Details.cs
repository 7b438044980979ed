using System.Text;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Who and what for, as <c>:86:</c> or <c>:NS:</c> say it.</summary>
internal sealed partial record Mt940Details(string? Counterparty, string Text)
{
    // Banks wrap at this width in the middle of words; a shorter line ends where a word ends.
    private const int WrapWidth = 65;
    private const int SubFieldWidth = 27;

    public static Mt940Details Read(Mt940Field field)
    {
        if (field.Tag == "NS") return ReadCoded(field.Lines);

        var unwrapped = string.Concat(field.Lines).Trim();
        if (Structured().Match(unwrapped) is { Success: true } match) return ReadSubFields(unwrapped, match.Groups[1].Value[0]);

        var free = Unwrap(field.Lines, WrapWidth, firstLine: ":86:".Length);
        return Mt940Codewords.Read(free) ?? new(null, BankText.Collapse(free));
    }

    /// <summary>German banks: <c>166?00GUTSCHRIFT?109310?20SVWZ+text?32name</c>; other banks put another sign for the question mark.</summary>
    private static Mt940Details ReadSubFields(string text, char separator)
    {
        var parts = text[4..].Split(separator)
            .Where(part => part.Length > 2 && char.IsAsciiDigit(part[0]) && char.IsAsciiDigit(part[1]))
            .Select(part => (Code: int.Parse(part.AsSpan(0, 2)), Value: part[2..]))
            .ToList();
        var purpose = Unwrap([.. parts.Where(part => part.Code is (>= 20 and <= 29) or (>= 60 and <= 63)).Select(part => part.Value)], SubFieldWidth);
        var more = Unwrap([.. parts.Where(part => part.Code is >= 70 and <= 79).Select(part => part.Value)], SubFieldWidth);
        var name = Unwrap([.. parts.Where(part => part.Code is 32 or 33).Select(part => part.Value)], SubFieldWidth);
        var booking = string.Join(' ', parts.Where(part => part.Code is 0).Select(part => part.Value));
        return new(BankText.OrNull(name), BankText.Join(booking, name, Mt940SepaPurpose.Read(purpose), more));
    }

    /// <summary>Non-SWIFT lines of two digits and a text: 01 to 14 purpose, 15 and 16 the other side, 17 the kind of booking.</summary>
    private static Mt940Details ReadCoded(List<string> lines)
    {
        var parts = lines
            .Where(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && char.IsAsciiDigit(line[1]))
            .Select(line => (Code: int.Parse(line.AsSpan(0, 2)), Value: line[2..]))
            .ToList();
        var name = string.Join(' ', parts.Where(part => part.Code is 15 or 16).Select(part => part.Value));
        var text = parts.Where(part => part.Code is >= 1 and <= 14 or 17).Select(part => part.Value);
        return new(BankText.OrNull(name), BankText.Join([name, .. text]));
    }

    private static string Unwrap(List<string> lines, int width, int firstLine = 0)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(lines[i]);
            if (lines[i].Length + (i == 0 ? firstLine : 0) < width) text.Append(' ');
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^\d{3}([?>~<^+*&$#@!%|])\d{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Structured();
}
