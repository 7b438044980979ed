namespace Grpc.Core;

/// <summary>A call being served.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? userState;

    /// <summary>The method's path: <c>/service/name</c>.</summary>
    public string Method => MethodCore;

    /// <summary>The host the client called.</summary>
    public string Host => HostCore;

    /// <summary>The client's address, such as <c>ipv4:127.0.0.1:5000</c>.</summary>
    public string Peer => PeerCore;

    /// <summary>The instant (UTC) after which the call fails; <see cref="DateTime.MaxValue"/>: none.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>What the client sent ahead.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Signals when the client cancels, goes away or the deadline passes.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>What to send after the last response.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>How the call ends.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>How responses are sent.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>Who the client is, as its certificate says.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>Whatever interceptors and the method want to pass on.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>The method's path.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>The host the client called.</summary>
    protected abstract string HostCore { get; }

    /// <summary>The client's address.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>The instant after which the call fails.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>What the client sent ahead.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Signals when the call is cancelled.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>What to send after the last response.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>How the call ends.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>How responses are sent.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Who the client is.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>What is passed on.</summary>
    protected virtual IDictionary<object, object> UserStateCore => userState ??= [];

    /// <summary>Sends headers; once, and before the first response.</summary>
    /// <param name="responseHeaders">The headers.</param>
    /// <returns>Ends when they are sent.</returns>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>Makes a token that ties further calls to this one.</summary>
    /// <param name="options">What they take over.</param>
    /// <returns>The token.</returns>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) => CreatePropagationTokenCore(options);

    /// <summary>Sends headers.</summary>
    /// <param name="responseHeaders">The headers.</param>
    /// <returns>Ends when they are sent.</returns>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Makes a token that ties further calls to this one.</summary>
    /// <param name="options">What they take over.</param>
    /// <returns>The token.</returns>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
