using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>One tagged field, for example <c>:61:</c>, with its continuation lines as they stand.</summary>
internal sealed record Mt940Field(string Tag, int Line, List<string> Lines)
{
    /// <summary>The first line is the last of the file and no line break follows: it may be only a part of what the bank wrote.</summary>
    public bool CutOff { get; init; }
}

/// <summary>Cuts a file into fields. Bank header lines, SWIFT blocks and control characters around them carry no data.</summary>
internal static partial class Mt940Fields
{
    /// <summary>Tag of the pseudo field that stands for the end of a message.</summary>
    public const string EndOfMessage = "-";

    public static IEnumerable<Mt940Field> Read(string text)
    {
        Mt940Field? open = null;
        foreach (var line in TextLines.Of(text))
        {
            var (content, ends) = OutOfBlocks(WithoutControls(line.Text));
            if (TagPattern().Match(content) is { Success: true } match)
            {
                if (open is not null) yield return open;
                open = new(match.Groups[1].Value, line.Number, [content[match.Length..]]) { CutOff = !line.Ended };
            }
            else if (ends || content == "-")
            {
                if (open is not null) yield return open;
                yield return new(EndOfMessage, line.Number, []);
                open = null;
            }
            else if (content.Length > 0)
            {
                open?.Lines.Add(content);
            }
        }

        if (open is not null) yield return open;
    }

    /// <summary>
    /// <c>{1:F01…}{2:I940…}{4:</c> before a message and <c>-}{5:…}</c> after it; the end of one and the start of the
    /// next may share a line, and a field may follow <c>{4:</c> on the same line.
    /// </summary>
    private static (string Content, bool Ends) OutOfBlocks(string line)
    {
        if (line.StartsWith("-}", StringComparison.Ordinal)) return ("", true);
        if (!line.StartsWith('{')) return (line, false);

        var body = line.IndexOf("{4:", StringComparison.Ordinal);
        return body < 0 ? ("", false) : (line[(body + 3)..], false);
    }

    private static string WithoutControls(string line)
    {
        // Trailing blanks stay: they separate words where the text goes on in the next line.
        return line.AsSpan().IndexOfAnyInRange('\u0001', '\u001F') < 0 ? line : string.Concat(line.Select(c => c is '\t' ? ' ' : c).Where(c => c >= ' '));
    }

    [GeneratedRegex(@"^\s*:(\d{2}[A-Z]?|NS):", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
