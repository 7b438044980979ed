namespace Grpc.Core;

/// <summary>What every kind of call can be asked. The state is handed to the functions, so that a transport need not allocate closures.</summary>
internal readonly struct CallHandle(
    Func<object, Task<Metadata>> headers, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
{
    public CallHandle(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(
            static all => ((Functions)all).Headers,
            static all => ((Functions)all).Status(),
            static all => ((Functions)all).Trailers(),
            static all => ((Functions)all).Dispose(),
            new Functions(headers, status, trailers, dispose))
    {
    }

    public Task<Metadata> Headers => headers(state);

    public Status Status => status(state);

    public Metadata Trailers => trailers(state);

    public void Dispose() => dispose(state);

    private sealed record Functions(Task<Metadata> Headers, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
