using System.Text;
using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Decoding;

/// <summary>The encoding that a file names in its own header, asked only once the bytes have shown that they are no Unicode.</summary>
internal static partial class DeclaredEncoding
{
    private const int HeaderLength = 1024;

    /// <summary>The encoding named by an XML declaration or an OFX header, null where none is named or the name cannot be true.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
        var header = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, HeaderLength)]);
        if (XmlDeclaration().Match(header) is { Success: true } xml) return ByName(xml.Groups[1].Value);
        if (OfxCharset().Match(header) is { Success: true } ofx) return ByName(ofx.Groups[1].Value);
        return null;
    }

    private static Encoding? ByName(string name)
    {
        var upper = name.ToUpperInvariant();
        // Everything that calls itself Latin-1 is read as windows-1252, which adds the euro sign and the quotes that banks do use.
        if (upper is "ISO-8859-1" or "8859-1" or "LATIN1" or "1252" or "CP1252" or "USASCII" or "US-ASCII") return OneByteEncoding.Windows1252;
        // The bytes were already found to be no Unicode.
        if (upper is "NONE" || upper.StartsWith("UTF", StringComparison.Ordinal) || upper.StartsWith("UNICODE", StringComparison.Ordinal)) return null;

        if (int.TryParse(upper.StartsWith("CP", StringComparison.Ordinal) ? upper[2..] : upper, out var page))
        {
            return page is >= 37 and <= 65535 ? CodePagesEncodingProvider.Instance.GetEncoding(page) : null;
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(upper.StartsWith("8859-", StringComparison.Ordinal) ? $"ISO-{upper}" : name);
    }

    [GeneratedRegex("""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""", RegexOptions.IgnoreCase)]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""\bCHARSET\s*:\s*([A-Za-z0-9._-]{1,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex OfxCharset();
}
