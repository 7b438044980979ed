using System.Text;

namespace Workforce.Core.Finance.Statements.Decoding;

/// <summary>Tells apart the one-byte encodings that bank exports use by asking in which of them the accents belong to one language.</summary>
internal static class OneByteEncoding
{
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Windows1250 = CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
    private static readonly Encoding Latin2 = CodePagesEncodingProvider.Instance.GetEncoding(28592)!;
    private static readonly Encoding Dos850 = CodePagesEncodingProvider.Instance.GetEncoding(850)!;

    private const int SampleLength = 4096;
    private const string Signs = "€£§°–—‘’‚“”„…«»©®™·×²³½¼\u00A0";

    private static readonly string[] WesternLetters =
    [
        "äöüßéàè", // German, Swiss names
        "éèêëàâçîïôûùüœæñ", // French
        "áéíóúüñç¿¡ºª", // Spanish
        "áâãàçéêíóôõúüºª", // Portuguese
        "àèéìíòóùú", // Italian
        "åäöæøéü", // Nordic
        "éëïóöüáèê", // Dutch
    ];

    private static readonly string[] EasternLetters =
    [
        "áčďéěíňóřšťúůýž", // Czech
        "áäčďéíľĺňóôŕšťúýž", // Slovak
        "ąćęłńóśźż", // Polish
        "áéíóöőúüű", // Hungarian
        "čćđšž", // Croatian, Slovenian
        "ăâîşţ", // Romanian
    ];

    // In the order of preference: the first of equals is taken, and windows-1252 is by far the most common.
    private static readonly (Encoding Encoding, string[] Languages)[] Candidates =
    [
        (Windows1252, WesternLetters),
        (Windows1250, EasternLetters),
        (Latin2, EasternLetters),
        (Dos850, WesternLetters),
    ];

    public static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        var sample = AroundHighBytes(bytes);
        var best = Windows1252;
        var bestScore = 0.0;
        foreach (var (encoding, languages) in Candidates)
        {
            var text = encoding.GetString(sample).ToLowerInvariant();
            var score = languages.Max(letters => Fit(text, letters));
            if (score > bestScore) (best, bestScore) = (encoding, score);
        }

        return best;
    }

    /// <summary>The share of characters beyond ASCII that are letters of this language, or signs that do not stand inside a word.</summary>
    private static double Fit(string text, string letters)
    {
        int total = 0, fitting = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80) continue;

            total++;
            var insideWord = i > 0 && i + 1 < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]);
            if (letters.Contains(text[i]) || (Signs.Contains(text[i]) && (!insideWord || text[i] == '’'))) fitting++;
        }

        return total == 0 ? 0 : (double)fitting / total;
    }

    /// <summary>High bytes with one neighbour each side: the accents of a large file can all stand far behind its start.</summary>
    private static byte[] AroundHighBytes(ReadOnlySpan<byte> bytes)
    {
        var sample = new List<byte>(SampleLength);
        for (var i = 0; i < bytes.Length && sample.Count < SampleLength; i++)
        {
            if (bytes[i] < 0x80) continue;

            if (i > 0) sample.Add(bytes[i - 1]);
            sample.Add(bytes[i]);
            sample.Add(i + 1 < bytes.Length ? bytes[i + 1] : (byte)' ');
        }

        return [.. sample];
    }
}
