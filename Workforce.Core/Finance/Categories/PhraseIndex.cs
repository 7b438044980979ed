namespace Workforce.Core.Finance.Categories;

/// <summary>Finds known phrases in folded words. A one-word phrase may begin or end with <c>*</c>: <c>*versicherung</c> also finds "krankenversicherung".</summary>
internal sealed class PhraseIndex<T>
{
    private const int MinWildcardStem = 4;

    private readonly Dictionary<string, List<Entry>> byFirstWord = new(StringComparer.Ordinal);
    private readonly List<Entry> bySuffix = [];
    private readonly List<Entry> byPrefix = [];
    private int count;

    public PhraseIndex<T> Add(string phrase, T value)
    {
        var words = TextFold.Words(phrase.Trim('*'));
        var entry = new Entry(phrase, words, value, count++);
        if (words.Count == 0 || phrase.Contains('*') && (words.Count > 1 || words[0].Length < MinWildcardStem))
        {
            throw new ArgumentException($"'{phrase}' is no phrase: it needs a word, and a wildcard one word of {MinWildcardStem} letters.", nameof(phrase));
        }

        if (phrase.StartsWith('*'))
        {
            bySuffix.Add(entry);
        }
        else if (phrase.EndsWith('*'))
        {
            byPrefix.Add(entry);
        }
        else if (byFirstWord.TryGetValue(words[0], out var entries))
        {
            entries.Add(entry);
        }
        else
        {
            byFirstWord.Add(words[0], [entry]);
        }

        return this;
    }

    /// <summary>The longest phrase found, the earlier in the table where two are as long; null where none is found.</summary>
    public PhraseMatch<T>? Longest(IReadOnlyList<string> words, Func<T, bool> wanted)
    {
        Entry? best = null;
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var entry in Candidates(words[i]))
            {
                if (entry.StandsAt(words, i) && entry.Beats(best) && wanted(entry.Value))
                {
                    best = entry;
                }
            }
        }

        return best is null ? null : new(best.Phrase, best.Words.Count, best.Value);
    }

    private IEnumerable<Entry> Candidates(string word)
    {
        if (byFirstWord.TryGetValue(word, out var entries))
        {
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }

        foreach (var entry in bySuffix)
        {
            if (word.EndsWith(entry.Words[0], StringComparison.Ordinal))
            {
                yield return entry;
            }
        }

        foreach (var entry in byPrefix)
        {
            if (word.StartsWith(entry.Words[0], StringComparison.Ordinal))
            {
                yield return entry;
            }
        }
    }

    private sealed record Entry(string Phrase, IReadOnlyList<string> Words, T Value, int Order)
    {
        private readonly int length = Words.Sum(word => word.Length + 1);

        public bool StandsAt(IReadOnlyList<string> words, int at)
        {
            // The first word was met by the look-up, wildcards included.
            for (var i = 1; i < Words.Count; i++)
            {
                if (at + i >= words.Count || words[at + i] != Words[i])
                {
                    return false;
                }
            }

            return true;
        }

        public bool Beats(Entry? other) => other is null || length > other.length || length == other.length && Order < other.Order;
    }
}

internal sealed record PhraseMatch<T>(string Phrase, int Words, T Value);
