using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>How a gRPC client is made.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>The server's address.</summary>
    public Uri? Address { get; set; }

    /// <summary>Change the channel's options, in order.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>See each call, the first first.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Makes the client in place of its constructor.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}

/// <summary>How long an interceptor is used.</summary>
public enum InterceptorScope
{
    /// <summary>As long as the channel.</summary>
    Channel,

    /// <summary>As long as the client; made from the services the client is made from.</summary>
    Client,
}

/// <summary>An interceptor to make.</summary>
/// <param name="scope">How long it is used.</param>
/// <param name="creator">Makes it.</param>
public class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    /// <summary>How long it is used.</summary>
    public InterceptorScope Scope { get; } = scope;

    internal Func<IServiceProvider, Interceptor> Creator { get; } = creator;
}
