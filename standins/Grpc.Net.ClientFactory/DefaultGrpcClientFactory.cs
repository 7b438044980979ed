using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>Makes clients on the channel of their name.</summary>
internal sealed class DefaultGrpcClientFactory(
    IServiceProvider services, Channels channels, RegisteredClients registered, IOptionsMonitor<GrpcClientFactoryOptions> options) : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name)
    {
        registered.Require(name);
        var settings = options.Get(name);
        var interceptors = settings.InterceptorRegistrations
            .Where(registration => registration.Scope == InterceptorScope.Client)
            .Select(registration => registration.Creator(services));
        var invoker = channels.For(name).Intercept([.. interceptors]);
        return settings.Creator is { } creator
            ? (TClient)creator(invoker)
            : Activation<TClient>.Create(services, [invoker]);
    }

    private static class Activation<TClient>
    {
        public static readonly ObjectFactory<TClient> Create = ActivatorUtilities.CreateFactory<TClient>([typeof(CallInvoker)]);
    }
}
