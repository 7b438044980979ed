using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>Words that stand on one line of a page, left to right.</summary>
internal sealed record PdfLine(int Page, double PageWidth, IReadOnlyList<PdfWord> Words)
{
    /// <summary>Words further apart than this many times their height belong to different columns.</summary>
    private const double ColumnGap = 0.9;

    public string Text { get; } = string.Join(' ', Words.Select(word => word.Text));

    public double Top { get; } = Words.Min(word => word.Top);

    /// <summary>The usual height of a letter here; single signs are lower than words.</summary>
    public double Height { get; } = Words.Select(word => word.Height).Order().ElementAt(Words.Count / 2);

    /// <summary>The lines of a page, top to bottom.</summary>
    public static List<PdfLine> Of(PdfPage page)
    {
        var lines = new List<List<PdfWord>>();
        // Left to right, each word joins the line whose last word stands level with it: that follows a page that hangs askew.
        foreach (var word in page.Words.Select(Clean).OfType<PdfWord>().OrderBy(word => word.Left))
        {
            var line = lines.Where(line => IsLevel(line[^1], word)).MinBy(line => Math.Abs(line[^1].Middle - word.Middle));
            if (line is null) lines.Add([word]);
            else line.Add(word);
        }

        return [.. lines.Select(words => new PdfLine(page.Number, page.Width, words)).OrderBy(line => line.Top)];
    }

    /// <summary>Runs of words with no wide gap between: the cells of a line.</summary>
    public IEnumerable<(string Text, double Left, double Right)> Cells()
    {
        var from = 0;
        for (var at = 1; at <= Words.Count; at++)
        {
            if (at < Words.Count && Words[at].Left - Words[at - 1].Right < Height * ColumnGap) continue;

            yield return (string.Join(' ', Words.Skip(from).Take(at - from).Select(word => word.Text)), Words[from].Left, Words[at - 1].Right);
            from = at;
        }
    }

    private static bool IsLevel(PdfWord last, PdfWord word) =>
        Math.Abs(last.Middle - word.Middle) < Math.Max(last.Height, word.Height) * 0.45 && word.Left > last.Left + ((last.Right - last.Left) / 2);

    /// <summary>Recognition sees the rules of a table as bars and dashes.</summary>
    private static PdfWord? Clean(PdfWord word)
    {
        var text = Folded.Blanks(word.Text).Trim('|', '¦', '_');
        return text.Length == 0 || text is "—" or "." or "," or "'" or "‘" or "’" or "`" or "~" or ":" ? null : word with { Text = text };
    }
}
