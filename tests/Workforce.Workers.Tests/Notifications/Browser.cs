using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>A browser that is subscribed: what it tells the sender, and how it reads what comes. Written from RFC 8291, section 3.1, on its own, not with the code under test.</summary>
internal sealed class Browser : IDisposable
{
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] PublicKey => Uncompressed(key.PublicKey.ExportParameters());

    public async Task<Guid> SubscribeAsync(Office office, Guid person, string endpoint)
    {
        var id = Guid.CreateVersion7();
        await office.ExecuteAsync(
            "insert into notify.push_subscription (id, tenant_id, user_id, endpoint, p256dh, auth, label) values ($1, $2, $3, $4, $5, $6, 'Firefox')",
            id, office.Pipeline.Tenant, person, endpoint, PublicKey, Secret);
        return id;
    }

    public JsonNode Read(byte[] body)
    {
        var (salt, size, length) = (body[..16], BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(16)), body[20]);
        var sender = body[21..(21 + length)];
        var record = body[(21 + length)..];
        Assert.True(record.Length <= size && body.Length <= 4096);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = sender[1..33], Y = sender[33..65] } });
        var authKey = HKDF.Extract(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(other.PublicKey), Secret);
        var seed = HKDF.Expand(HashAlgorithmName.SHA256, authKey, 32, [.. Encoding.ASCII.GetBytes("WebPush: info"), 0, .. PublicKey, .. sender]);
        var contentKey = HKDF.Extract(HashAlgorithmName.SHA256, seed, salt);
        using var aes = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, contentKey, 16, [.. Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm"), 0]), 16);
        var plain = new byte[record.Length - 16];
        aes.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, contentKey, 12, [.. Encoding.ASCII.GetBytes("Content-Encoding: nonce"), 0]), record[..^16], record[^16..], plain);
        Assert.Equal(2, plain[^1]);
        return JsonNode.Parse(plain.AsSpan(0, plain.Length - 1))!;
    }

    public void Dispose() => key.Dispose();

    internal static byte[] Uncompressed(ECParameters point) => [4, .. point.Q.X!, .. point.Q.Y!];
}

/// <summary>The key pair of a sender, as the settings have it.</summary>
internal sealed class SenderKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Public => Base64Url.EncodeToString(Browser.Uncompressed(key.ExportParameters(false)));

    public Dictionary<string, string> Settings => new()
    {
        ["Notifications:Push:PublicKey"] = Public,
        ["Notifications:Push:PrivateKey"] = Base64Url.EncodeToString(key.ExportParameters(true).D),
        ["Notifications:Push:Subject"] = "mailto:ops@acme.example",
    };

    /// <summary>The claims of the token of a request, once its signature is found right.</summary>
    public JsonNode Verify(string authorization)
    {
        Assert.Equal($"k={Public}", authorization.Split(", ")[1]);
        var parts = authorization.Split(", ")[0]["vapid t=".Length..].Split('.');
        Assert.Equal("""{"typ":"JWT","alg":"ES256"}""", Encoding.ASCII.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
    }

    public void Dispose() => key.Dispose();
}
