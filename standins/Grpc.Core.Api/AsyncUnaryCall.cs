using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>A call with one request and one response; it can be awaited.</summary>
/// <typeparam name="TResponse">The response.</typeparam>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    private readonly CallHandle call;

    /// <summary>Describes a call by functions.</summary>
    /// <param name="responseAsync">The response.</param>
    /// <param name="responseHeadersAsync">Gives the server's headers.</param>
    /// <param name="getStatusFunc">Gives how the call ended.</param>
    /// <param name="getTrailersFunc">Gives the server's trailers.</param>
    /// <param name="disposeAction">Ends the call.</param>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseAsync = responseAsync;
        call = new CallHandle(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Describes a call by functions of a state.</summary>
    /// <param name="responseAsync">The response.</param>
    /// <param name="responseHeadersAsync">Gives the server's headers.</param>
    /// <param name="getStatusFunc">Gives how the call ended.</param>
    /// <param name="getTrailersFunc">Gives the server's trailers.</param>
    /// <param name="disposeAction">Ends the call.</param>
    /// <param name="state">Handed to each function.</param>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseAsync = responseAsync;
        call = new CallHandle(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>The response.</summary>
    public Task<TResponse> ResponseAsync { get; }

    /// <summary>The server's headers, once they arrive.</summary>
    public Task<Metadata> ResponseHeadersAsync => call.Headers;

    /// <summary>Lets the call be awaited for its response.</summary>
    /// <returns>The response's awaiter.</returns>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits the response, on the caller's context or not.</summary>
    /// <param name="continueOnCapturedContext">True: on the caller's context.</param>
    /// <returns>The response's awaitable.</returns>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) => ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>How the call ended.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public Status GetStatus() => call.Status;

    /// <summary>The server's trailers.</summary>
    /// <returns>The trailers.</returns>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Metadata GetTrailers() => call.Trailers;

    /// <summary>Ends the call, cancelling it if it is still going on.</summary>
    public void Dispose() => call.Dispose();
}
