using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource listens here.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme"><c>http</c>, <c>tcp</c>, …; the protocol's name where null.</param>
    /// <param name="transport">How the scheme travels; told to publishers only.</param>
    /// <param name="name">Unique within the resource; the scheme where null.</param>
    /// <param name="port">The port wished for; another free one is taken, and said, where it is in use.</param>
    /// <param name="targetPort">The port the process itself listens on; the same as <paramref name="port"/> here, where nothing stands between.</param>
    /// <param name="isExternal">Whether it is for callers outside the application.</param>
    /// <param name="isProxied">Kept for the official packages; nothing stands between here.</param>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : UriScheme);
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of the endpoint's address.</summary>
    public string UriScheme { get; set; }

    /// <summary>How the scheme travels.</summary>
    public string Transport { get; set; }

    /// <summary>Unique within the resource.</summary>
    public string Name { get; set; }

    /// <summary>The port wished for.</summary>
    public int? Port { get; set; }

    /// <summary>The port the process itself listens on.</summary>
    public int? TargetPort { get; set; }

    /// <summary>Whether it is for callers outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Kept for the official packages; nothing stands between here.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where it really listens, once the application has started; the first replica's address.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => allocated.Task.IsCompletedSuccessfully ? allocated.Task.Result : null;
        set => allocated.TrySetResult(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>One port per replica, the first being the allocated endpoint's.</summary>
    internal IReadOnlyList<int> ReplicaPorts { get; set; } = [];

    internal Task<AllocatedEndpoint> WaitForAllocationAsync(CancellationToken cancellationToken) => allocated.Task.WaitAsync(cancellationToken);
}

/// <summary>Where an endpoint really listens.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="address">A host name or address.</param>
/// <param name="port">A port.</param>
public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; } = endpoint;

    /// <summary>A host name or address.</summary>
    public string Address { get; } = address;

    /// <summary>A port.</summary>
    public int Port { get; } = port;

    /// <summary>The scheme of <see cref="UriString"/>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary><c>address:port</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary><c>scheme://address:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc />
    public override string ToString() => UriString;
}
