using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>A line that may be a transaction: it begins with a date, has words, and ends with amounts.</summary>
internal sealed record PdfCandidate(PdfLine Line, WrittenDate Date, WrittenDate? SecondDate, double DateLeft, double TextLeft, string Text, IReadOnlyList<PlacedAmount> Amounts)
{
    private const int MostWordsOfDate = 3;

    /// <summary>Text of the lines below that have neither date nor amount.</summary>
    public List<string> Continued { get; } = [];

    public static PdfCandidate? Read(PdfLine line)
    {
        if (LeadingDate(line, 0) is not { } first) return null;

        var second = LeadingDate(line, first.Next);
        var from = second?.Next ?? first.Next;
        var amounts = PlacedAmount.On(line, from);
        // What an amount in the text looks like ("paid 12.00 at ...") is only one where it stands behind the words.
        var lastWord = Enumerable.Range(from, line.Words.Count - from).Where(at => line.Words[at].Text.Count(char.IsLetter) >= 2 && !amounts.Exists(amount => at >= amount.FirstWord && at <= amount.LastWord)).DefaultIfEmpty(-1).Max();
        amounts = amounts.FindAll(amount => amount.FirstWord > lastWord);
        if (lastWord < 0 || amounts.Count == 0) return null;

        var text = string.Join(' ', line.Words.Skip(from).Take(amounts[0].FirstWord - from).Select(word => word.Text));
        return new PdfCandidate(line, first.Date, second?.Date, line.Words[0].Left, line.Words[from].Left, text, amounts);
    }

    private static (WrittenDate Date, int Next)? LeadingDate(PdfLine line, int from)
    {
        for (var count = Math.Min(MostWordsOfDate, line.Words.Count - from); count > 0; count--)
        {
            var text = string.Join(' ', line.Words.Skip(from).Take(count).Select(word => word.Text));
            // "10.12" may be an amount; a date without a year that has dots ends with one.
            if (WrittenDate.Parse(text) is { } date && date.Orders.Any() && (date.Third is not null || date.Separator != '.' || text.EndsWith('.'))) return (date, from + count);
        }

        return null;
    }
}
