using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>One channel per client name, shared by all clients of that name: a channel multiplexes calls over its connections.</summary>
internal sealed class Channels(
    IServiceScopeFactory scopes,
    IHttpMessageHandlerFactory handlers,
    IOptionsMonitor<GrpcClientFactoryOptions> options,
    ILoggerFactory? loggerFactory = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Opened>> opened = new(StringComparer.Ordinal);

    public CallInvoker For(string name) => opened.GetOrAdd(name, key => new(() => Open(key))).Value.Invoker;

    public void Dispose()
    {
        foreach (var one in opened.Values.Where(one => one.IsValueCreated))
        {
            one.Value.Channel.Dispose();
            one.Value.Scope.Dispose();
        }
    }

    private Opened Open(string name)
    {
        var settings = options.Get(name);
        if (settings.Address is not { } address)
            throw new InvalidOperationException($"The gRPC client '{name}' has no address. Set {nameof(GrpcClientFactoryOptions.Address)} where AddGrpcClient is called.");

        var scope = scopes.CreateScope();
        var channelOptions = new GrpcChannelOptions
        {
            HttpHandler = handlers.CreateHandler(name),
            LoggerFactory = loggerFactory,
            ServiceProvider = scope.ServiceProvider,
        };
        foreach (var configure in settings.ChannelOptionsActions)
            configure(channelOptions);

        var channel = GrpcChannel.ForAddress(address, channelOptions);
        var interceptors = settings.InterceptorRegistrations
            .Where(registration => registration.Scope == InterceptorScope.Channel)
            .Select(registration => registration.Creator(scope.ServiceProvider));
        return new(channel, channel.CreateCallInvoker().Intercept([.. interceptors]), scope);
    }

    private sealed record Opened(GrpcChannel Channel, CallInvoker Invoker, IServiceScope Scope);
}
