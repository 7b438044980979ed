namespace Workforce.Core.Finance.Statements;

/// <summary>One line of a text, counted from 1.</summary>
/// <param name="Ended">False for a last line that no line break follows: the file may have been cut off inside it.</param>
internal readonly record struct TextLine(int Number, string Text, bool Ended);

internal static class TextLines
{
    /// <summary>Lines that end with CR LF, LF or, in files of old programs, CR alone.</summary>
    /// <exception cref="UnreadableStatementException">More lines than a statement may have, see <see cref="StatementLimits.Lines"/>.</exception>
    public static IEnumerable<TextLine> Of(string text)
    {
        var number = 0;
        for (var at = 0; at < text.Length;)
        {
            if (number == StatementLimits.Lines)
            {
                throw new UnreadableStatementException($"The file has more than {StatementLimits.Lines} lines; export a shorter period.", number);
            }

            var end = text.AsSpan(at).IndexOfAny('\r', '\n');
            if (end < 0)
            {
                yield return new(++number, text[at..], Ended: false);
                yield break;
            }

            yield return new(++number, text.Substring(at, end), Ended: true);
            at += end + (text[at + end] == '\r' && at + end + 1 < text.Length && text[at + end + 1] == '\n' ? 2 : 1);
        }
    }
}
