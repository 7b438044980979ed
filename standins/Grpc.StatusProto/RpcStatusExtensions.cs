namespace Grpc.Core;

/// <summary>Makes the error of a call from a <see cref="Google.Rpc.Status"/>.</summary>
public static class RpcStatusExtensions
{
    /// <summary>Makes an error with the status's code and message that carries the status's details.</summary>
    /// <param name="status">The status. A code that gRPC does not have is <see cref="StatusCode.Unknown"/> in the error, and itself in the details.</param>
    /// <returns>The error, for a service to throw.</returns>
    public static RpcException ToRpcException(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var code = (StatusCode)status.Code;
        return status.ToRpcException(Enum.IsDefined(code) ? code : StatusCode.Unknown, status.Message);
    }

    /// <summary>Makes an error with a code and message of its own that carries a status's details.</summary>
    /// <param name="status">The status, sent as it is.</param>
    /// <param name="statusCode">The error's code.</param>
    /// <param name="message">The error's message.</param>
    /// <returns>The error, for a service to throw.</returns>
    public static RpcException ToRpcException(this Google.Rpc.Status status, StatusCode statusCode, string message)
    {
        ArgumentNullException.ThrowIfNull(status);
        var trailers = new Metadata();
        trailers.SetRpcStatus(status);
        return new RpcException(new Status(statusCode, message), trailers);
    }
}
