namespace Grpc.Core;

/// <summary>Secures a channel by TLS.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    /// <summary>Trusts what the system trusts.</summary>
    public SslCredentials()
        : this(null, null, null)
    {
    }

    /// <summary>Trusts the given roots.</summary>
    /// <param name="rootCertificates">In PEM; null: the system's.</param>
    public SslCredentials(string? rootCertificates)
        : this(rootCertificates, null, null)
    {
    }

    /// <summary>Trusts the given roots and shows a certificate.</summary>
    /// <param name="rootCertificates">In PEM; null: the system's.</param>
    /// <param name="keyCertificatePair">The client's certificate; null: none.</param>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>Trusts the given roots, shows a certificate and judges the server's.</summary>
    /// <param name="rootCertificates">In PEM; null: the system's.</param>
    /// <param name="keyCertificatePair">The client's certificate; null: none.</param>
    /// <param name="verifyPeerCallback">Judges the server's certificate; null: only the usual checks.</param>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        this.verifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>Trusted roots in PEM; null: the system's.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's certificate; null: none.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    private readonly VerifyPeerCallback? verifyPeerCallback;

    /// <inheritdoc />
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state)
        => configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeerCallback);

    internal override bool IsComposable => true;
}

/// <summary>Judges a server's certificate after the usual checks passed.</summary>
/// <param name="context">The server.</param>
/// <returns>False: refuse it.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>A server whose certificate is being judged.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The name the channel was opened with.</summary>
    public string TargetName { get; }

    /// <summary>The server's certificate in PEM.</summary>
    public string PeerPem { get; }
}

/// <summary>A certificate with its private key.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Pairs a certificate with its key.</summary>
    /// <param name="certificateChain">In PEM.</param>
    /// <param name="privateKey">In PEM.</param>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The certificate in PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>The key in PEM.</summary>
    public string PrivateKey { get; }
}
