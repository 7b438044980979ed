namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1012:Abstract types should not have public constructors", Justification = "The official one has it.")]
public abstract class ChannelCredentials
{
    /// <summary>For a way of its own.</summary>
    public ChannelCredentials()
    {
    }

    /// <summary>Not at all: plain HTTP/2.</summary>
    public static ChannelCredentials Insecure { get; } = new Plain();

    /// <summary>By TLS, trusting what the system trusts.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Secures a channel and says who calls.</summary>
    /// <param name="channelCredentials">How the channel is secured.</param>
    /// <param name="callCredentials">Who calls.</param>
    /// <returns>Both as one.</returns>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
        => new Both(channelCredentials, callCredentials);

    /// <summary>Tells a channel what these credentials are.</summary>
    /// <param name="configurator">The channel's side.</param>
    /// <param name="state">The channel's own.</param>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    internal virtual bool IsComposable => false;

    private sealed class Plain : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state)
            => configurator.SetInsecureCredentials(state);
    }

    private sealed class Both : ChannelCredentials
    {
        private readonly ChannelCredentials channel;
        private readonly CallCredentials call;

        public Both(ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            ArgumentNullException.ThrowIfNull(channelCredentials);
            ArgumentNullException.ThrowIfNull(callCredentials);
            if (!channelCredentials.IsComposable)
                throw new ArgumentException($"{channelCredentials.GetType().Name} cannot carry call credentials: they would be sent unprotected.", nameof(channelCredentials));

            channel = channelCredentials;
            call = callCredentials;
        }

        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state)
            => configurator.SetCompositeCredentials(state, channel, call);
    }
}

/// <summary>The side of a channel that is told how it is secured.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Not at all.</summary>
    /// <param name="state">The channel's own.</param>
    public abstract void SetInsecureCredentials(object? state);

    /// <summary>By TLS.</summary>
    /// <param name="state">The channel's own.</param>
    /// <param name="rootCertificates">Trusted roots in PEM; null: the system's.</param>
    /// <param name="keyCertificatePair">The client's certificate; null: none.</param>
    /// <param name="verifyPeerCallback">Judges the server's certificate; null: only the usual checks.</param>
    public abstract void SetSslCredentials(object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>With call credentials.</summary>
    /// <param name="state">The channel's own.</param>
    /// <param name="channelCredentials">How the channel is secured.</param>
    /// <param name="callCredentials">Who calls.</param>
    public abstract void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
