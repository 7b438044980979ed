using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Workforce.Core.Identity;

/// <summary>The key itself: <c>wf_</c> and 32 random bytes in base64url. It exists when it is made and in each request; only its hash is stored.</summary>
public static class ApiKeySecret
{
    private const string Mark = "wf_";

    public static string New() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Enough for a person to recognise the key by, and 36 of its 256 bits.</summary>
    public static string PrefixOf(string key) => key[..(Mark.Length + 6)];

    /// <summary>SHA-256. A random key of 256 bits cannot be guessed from it, so no slow hash is needed.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool LooksLikeOne(string text) => text.Length == Mark.Length + 43 && text.StartsWith(Mark, StringComparison.Ordinal);
}
