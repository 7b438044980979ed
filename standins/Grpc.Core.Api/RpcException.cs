namespace Grpc.Core;

/// <summary>A call that did not succeed. Thrown by a server's method, it becomes the call's status and trailers.</summary>
public class RpcException : Exception
{
    /// <summary>Makes an exception of a status.</summary>
    /// <param name="status">How the call ended.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Makes an exception of a status, with a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Makes an exception of a status and trailers.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">What goes with the status.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Makes an exception of a status and trailers, with a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">What goes with the status.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended, and why.</summary>
    public Status Status { get; }

    /// <summary>How the call ended.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What goes with the status.</summary>
    public Metadata Trailers { get; }
}
