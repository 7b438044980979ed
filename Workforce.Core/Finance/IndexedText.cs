using System.Security.Cryptography;
using System.Text;

namespace Workforce.Core.Finance;

/// <summary>Text that a unique index holds. A row of one may have 2,704 bytes, and nothing that a file says may pass that.</summary>
internal static class IndexedText
{
    /// <summary>Of UTF-8. What real banks write stays far below and is kept readable.</summary>
    private const int LongestPlain = 500;

    /// <summary>The text, or its SHA-256 where it is long.</summary>
    public static string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= LongestPlain ? text : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }
}
