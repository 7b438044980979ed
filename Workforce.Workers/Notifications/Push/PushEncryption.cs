using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Workforce.Workers.Notifications.Push;

/// <summary>Makes a message that only one browser can read, not the push service in between: RFC 8291 in the coding aes128gcm of RFC 8188.</summary>
internal static class PushEncryption
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int RecordSize = 4096;

    /// <summary>What fits into the one record: its size less header, delimiter and tag, which is all that a push service must take (RFC 8030, section 7.2).</summary>
    public const int MostBytes = RecordSize - SaltBytes - 4 - 1 - 65 - 1 - TagBytes;

    public static byte[] Encrypt(byte[] message, byte[] browserKey, byte[] browserSecret)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(message, browserKey, browserSecret, ephemeral, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    internal static byte[] Encrypt(byte[] message, byte[] browserKey, byte[] browserSecret, ECDiffieHellman sender, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MostBytes);
        var senderKey = VapidKey.Uncompressed(sender.ExportParameters(includePrivateParameters: false));
        using var browser = ECDiffieHellman.Create(VapidKey.Point(browserKey));
        var shared = sender.DeriveRawSecretAgreement(browser.PublicKey);

        // RFC 8291, section 3.4: what both sides agree on, bound to the browser's secret and to both keys.
        var seed = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, browserSecret, [.. "WebPush: info\0"u8, .. browserKey, .. senderKey]);
        // RFC 8188, sections 2.2 and 2.3. There is one record, so its nonce is the first.
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        // 2 marks the last record, section 2.
        byte[] plain = [.. message, 2];
        var body = new byte[plain.Length + TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, body.AsSpan(0, plain.Length), body.AsSpan(plain.Length));

        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, RecordSize);
        return [.. salt, .. size, (byte)senderKey.Length, .. senderKey, .. body];
    }
}
