using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workforce.Workers.Notifications.Push;

/// <summary>Says to push services who sends: RFC 8292.</summary>
internal sealed class VapidKey : IDisposable
{
    // At most a day, section 2.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly string Header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes("""{"typ":"JWT","alg":"ES256"}"""));

    private readonly ECDsa key;
    private readonly string publicKey;
    private readonly string subject;

    public VapidKey(PushOptions options)
    {
        (publicKey, subject) = (options.PublicKey!, options.Subject!);
        key = ECDsa.Create(Parameters(options.PublicKey!, options.PrivateKey!));
    }

    /// <summary>Value of the Authorization header for a request to a push service, section 3.</summary>
    public string Authorization(Uri endpoint, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { aud = endpoint.GetLeftPart(UriPartial.Authority), exp = (now + Lifetime).ToUnixTimeSeconds(), sub = subject });
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";
        // The fixed-length form that RFC 7518, section 3.4 asks for.
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={publicKey}";
    }

    /// <summary>Whether two texts are the halves of one key.</summary>
    public static bool IsPair(string publicKey, string privateKey)
    {
        try
        {
            using var key = ECDsa.Create(Parameters(publicKey, privateKey));
            using var other = ECDsa.Create(Point(Base64Url.DecodeFromChars(publicKey)));
            byte[] anything = [1];
            return other.VerifyData(anything, key.SignData(anything, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        }
        catch (Exception notKeys) when (notKeys is FormatException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A point on P-256 in the uncompressed form: 4, x, y.</summary>
    public static ECParameters Point(byte[] uncompressed) => uncompressed is [4, ..] && uncompressed.Length == 65
        ? new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = uncompressed[1..33], Y = uncompressed[33..] } }
        : throw new ArgumentException("A point on P-256 has 65 bytes, the first of them 4.", nameof(uncompressed));

    public static byte[] Uncompressed(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    public void Dispose() => key.Dispose();

    private static ECParameters Parameters(string publicKey, string privateKey) =>
        Point(Base64Url.DecodeFromChars(publicKey)) with { D = Base64Url.DecodeFromChars(privateKey) };
}
