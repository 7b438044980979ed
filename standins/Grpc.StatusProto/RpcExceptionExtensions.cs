namespace Grpc.Core;

/// <summary>Reads a <see cref="Google.Rpc.Status"/> from the error of a call.</summary>
public static class RpcExceptionExtensions
{
    /// <summary>Reads the status with its details that the server sent with the error.</summary>
    /// <param name="ex">The error.</param>
    /// <returns>The status; <see langword="null"/> if the server sent none.</returns>
    public static Google.Rpc.Status? GetRpcStatus(this RpcException ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        return ex.Trailers.GetRpcStatus();
    }
}
