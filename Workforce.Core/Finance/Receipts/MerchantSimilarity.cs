using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>How alike two spellings of a seller are: a receipt has the firm's name, a bank line an abbreviation with a town and a number.</summary>
public static class MerchantSimilarity
{
    /// <summary>Legal forms and words of bank lines that say nothing about who it is.</summary>
    private static readonly HashSet<string> Noise =
    [
        "gmbh", "ag", "kg", "bv", "b", "v", "nv", "ltd", "limited", "llc", "inc", "corp", "co", "company", "sdn", "bhd", "sarl", "sa", "sas", "srl", "spa", "kft", "the", "and", "und", "et", "en", "pos", "card", "purchase", "payment", "to", "debit", "visa",
        "mastercard", "kartenzahlung", "lastschrift", "betaling", "paiement", "carte", "cb", "sumup", "sq", "paypal", "zettle", "restaurant", "markt", "store", "shop", "com", "www",
    ];

    /// <summary>0 for nothing in common to 1 for the same. The larger of the words that both have and the letters that agree in order.</summary>
    public static double Of(string? left, string? right)
    {
        string[] a = Words(left), b = Words(right);
        if (a.Length == 0 || b.Length == 0) return 0;

        var shorter = a.Length <= b.Length ? a : b;
        var longer = ReferenceEquals(shorter, a) ? b : a;
        // A word may be cut short by the bank's field ("STARBUC"), or misread by one letter.
        var shared = shorter.Sum(word => longer.Max(other => Word(word, other)) * word.Length) / shorter.Sum(word => word.Length);
        return Math.Max(shared, Letters(string.Concat(a), string.Concat(b)));
    }

    private static string[] Words(string? name)
    {
        var words = Folded.Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetter)).ToArray();
        var telling = words.Where(word => !Noise.Contains(word) && word.Length > 1).ToArray();
        return telling.Length > 0 ? telling : words;
    }

    private static double Word(string left, string right)
    {
        if (left == right) return 1;
        if (Math.Min(left.Length, right.Length) >= 4 && (left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal))) return 0.9;
        return Letters(left, right) is var alike and > 0.75 ? alike : 0;
    }

    /// <summary>One minus the share of letters to change (Levenshtein 1966).</summary>
    private static double Letters(string left, string right)
    {
        if (left.Length > 200 || right.Length > 200) return 0;

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return 1 - ((double)row[right.Length] / Math.Max(left.Length, right.Length));
    }
}
