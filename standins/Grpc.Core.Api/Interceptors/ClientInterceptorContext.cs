namespace Grpc.Core.Interceptors;

/// <summary>A client's call on its way.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
/// <param name="method">The method.</param>
/// <param name="host">The host to name; null: the channel's.</param>
/// <param name="options">What is said of the call.</param>
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>The host to name; null: the channel's.</summary>
    public string? Host { get; } = host;

    /// <summary>What is said of the call.</summary>
    public CallOptions Options { get; } = options;
}
