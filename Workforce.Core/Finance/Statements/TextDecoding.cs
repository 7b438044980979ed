using System.Text;
using Workforce.Core.Finance.Statements.Decoding;

namespace Workforce.Core.Finance.Statements;

/// <summary>The text of a file, the name of the encoding it was read in, and whether bytes had to be replaced because they mean nothing there.</summary>
public sealed record DecodedText(string Text, string EncodingName, bool Lossy = false);

/// <summary>
/// Bytes to text for every text format. Banks declare encodings carelessly, so the bytes are asked first: a byte order
/// mark, the NUL pattern of UTF-16, well-formed UTF-8 (which text in a one-byte encoding almost never is by accident),
/// then what the file declares, and last the one-byte encoding in which the accents look like a language.
/// </summary>
public static class TextDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static DecodedText Decode(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        return FromByteOrderMark(bytes)
            ?? FromNulPattern(bytes)
            ?? FromUtf8(bytes)
            ?? FromOneByteEncoding(bytes);
    }

    private static DecodedText? FromByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, .. var rest] when rest.Length % 4 == 0 => Read(Encoding.UTF32, "utf-32", rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => FromUtf8(rest) ?? FromOneByteEncoding(rest),
        [0xFF, 0xFE, .. var rest] => Read(Encoding.Unicode, "utf-16", rest),
        [0xFE, 0xFF, .. var rest] => Read(Encoding.BigEndianUnicode, "utf-16be", rest),
        _ => null,
    };

    /// <summary>UTF-16 without a mark: text of European languages has a NUL in nearly every pair, always on the same side.</summary>
    private static DecodedText? FromNulPattern(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length & ~1, 4096)];
        if (sample.Length < 4) return null;

        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }

        var pairs = sample.Length / 2;
        if (odd > pairs * 0.6 && even < pairs * 0.1) return Read(Encoding.Unicode, "utf-16", bytes);
        if (even > pairs * 0.6 && odd < pairs * 0.1) return Read(Encoding.BigEndianUnicode, "utf-16be", bytes);
        return null;
    }

    private static DecodedText? FromUtf8(ReadOnlySpan<byte> bytes)
    {
        // A download that broke off may end inside a character; that one is dropped, the file stays UTF-8.
        var whole = bytes[..WholeCharacters(bytes)];
        if (!System.Text.Unicode.Utf8.IsValid(whole)) return null;

        return new DecodedText(WithoutNuls(StrictUtf8.GetString(whole)), "utf-8", Lossy: whole.Length < bytes.Length);
    }

    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if (lead < 0x80) return bytes.Length;
            if (lead < 0xC0) continue;

            var needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            // One lone high byte at the end of otherwise plain ASCII is more likely an accent in a one-byte encoding.
            var multiByteBefore = bytes[..^back].IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0;
            return back < needs && multiByteBefore ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    private static DecodedText FromOneByteEncoding(ReadOnlySpan<byte> bytes)
    {
        var encoding = DeclaredEncoding.Find(bytes) ?? OneByteEncoding.Guess(bytes);
        return Read(encoding, encoding.WebName, bytes);
    }

    private static DecodedText Read(Encoding encoding, string name, ReadOnlySpan<byte> bytes)
    {
        var text = encoding.GetString(bytes);
        return new DecodedText(WithoutNuls(text), name, Lossy: text.Contains('\uFFFD'));
    }

    // Some exports pad records or the end of the file with NULs; no format here gives them a meaning.
    private static string WithoutNuls(string text) => text.Contains('\0') ? text.Replace("\0", "") : text;
}
