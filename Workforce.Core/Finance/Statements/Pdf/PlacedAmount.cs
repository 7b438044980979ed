using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>An amount on a line with its place: the words it is made of and their outer edges.</summary>
internal sealed record PlacedAmount(WrittenAmount Amount, int FirstWord, int LastWord, double Left, double Right, int? Confidence)
{
    /// <summary>Every amount with cents on the line, left to right, from the word <paramref name="from"/> on.</summary>
    public static List<PlacedAmount> On(PdfLine line, int from)
    {
        var found = new List<PlacedAmount>();
        for (var last = line.Words.Count - 1; last >= from; last--)
        {
            if (EndingAt(line, from, last) is not { } placed) continue;

            found.Insert(0, placed);
            last = placed.FirstWord;
        }

        return found;
    }

    /// <summary>The longest run of close words up to this one that is one amount: "$ 4,250.00", "- 12.00", "1 234,56 CR".</summary>
    private static PlacedAmount? EndingAt(PdfLine line, int from, int last)
    {
        PlacedAmount? longest = null;
        for (var first = last; first >= Math.Max(from, last - 3); first--)
        {
            if (first < last && line.Words[first + 1].Left - line.Words[first].Right > line.Height) break;

            var words = line.Words.Skip(first).Take(last - first + 1).ToList();
            // A number that stands before an amount is its thousands only in groups of three: "20 450.00" may end a street.
            if (first < last && words[0].Text.All(char.IsAsciiDigit) && words[0].Text.Length > 3) break;
            if (WrittenAmount.Parse(string.Join(' ', words.Select(word => word.Text))) is { } amount && HasCents(amount))
                longest = new PlacedAmount(amount, first, last, words[0].Left, words[^1].Right, words.Min(word => word.Confidence));
        }

        return longest;
    }

    private static bool HasCents(WrittenAmount amount) =>
        amount.Number.Length >= 3 && amount.Number[^3] is '.' or ',' && amount.Proof is DecimalProof.Dot or DecimalProof.Comma;
}
