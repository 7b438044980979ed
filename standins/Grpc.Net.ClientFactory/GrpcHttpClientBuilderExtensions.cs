using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets up a registered gRPC client.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    /// <summary>Lets an interceptor from the services see each call, made once per channel.</summary>
    /// <typeparam name="TInterceptor">The interceptor, a registered service.</typeparam>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor
        => builder.AddInterceptor(InterceptorScope.Channel, services => services.GetRequiredService<TInterceptor>());

    /// <summary>Lets an interceptor see each call.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="scope">How long it is used.</param>
    /// <param name="configureInvoker">Makes it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The builder is not of a gRPC client.</exception>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, InterceptorScope scope, Func<IServiceProvider, Interceptor> configureInvoker)
    {
        ArgumentNullException.ThrowIfNull(configureInvoker);
        return builder.Configure(options => options.InterceptorRegistrations.Add(new(scope, configureInvoker)));
    }

    /// <summary>Changes the channel's options.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureChannel">Changes them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The builder is not of a gRPC client.</exception>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel)
    {
        ArgumentNullException.ThrowIfNull(configureChannel);
        return builder.Configure(options => options.ChannelOptionsActions.Add(configureChannel));
    }

    /// <summary>Says who calls, in the headers of each call. On an address without TLS the channel must allow it (<see cref="GrpcChannelOptions.UnsafeUseInsecureChannelCallCredentials"/>).</summary>
    /// <param name="builder">The client.</param>
    /// <param name="authInterceptor">Adds to the headers.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The builder is not of a gRPC client.</exception>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> authInterceptor)
    {
        ArgumentNullException.ThrowIfNull(authInterceptor);
        var credentials = CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata));
        return builder.AddInterceptor(InterceptorScope.Channel, _ => new CredentialsInterceptor(credentials));
    }

    private static IHttpClientBuilder Configure(this IHttpClientBuilder builder, Action<GrpcClientFactoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        GrpcClientServiceExtensions.Registered(builder.Services).Require(builder.Name);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }
}
