using Microsoft.Extensions.Http;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Tells gRPC channels not to balance on their own: the address they are given is a name that only <see cref="ResolvingHandler"/> understands.</summary>
internal sealed class GrpcBalancingOff : IHttpMessageHandlerBuilderFilter
{
    // The key is Grpc.Net.Client's; it looks it up when a channel is made.
    private const string Key = "__GrpcLoadBalancingDisabled";

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.PrimaryHandler is SocketsHttpHandler sockets)
            sockets.Properties[Key] = true;
    };
}
