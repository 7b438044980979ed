using Google.Protobuf;

namespace Grpc.Core;

/// <summary>Carries a <see cref="Google.Rpc.Status"/> in metadata.</summary>
public static class MetadataExtensions
{
    /// <summary>The trailer that carries it, as gRPC libraries of all languages have agreed.</summary>
    public const string StatusDetailsTrailerName = "grpc-status-details-bin";

    /// <summary>Reads the status from metadata.</summary>
    /// <param name="metadata">Most often the trailers of a call.</param>
    /// <param name="ignoreParseError">Whether bytes that are no status are passed over instead of thrown on.</param>
    /// <returns>The status; <see langword="null"/> if there is none, or none that can be read and <paramref name="ignoreParseError"/> is set.</returns>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no status.</exception>
    public static Google.Rpc.Status? GetRpcStatus(this Metadata metadata, bool ignoreParseError = false)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.GetValueBytes(StatusDetailsTrailerName) is not { } bytes)
            return null;

        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException) when (ignoreParseError)
        {
            return null;
        }
    }

    /// <summary>Writes a status into metadata, in place of one that is there.</summary>
    /// <param name="metadata">Most often the trailers of a call.</param>
    /// <param name="status">The status.</param>
    public static void SetRpcStatus(this Metadata metadata, Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(status);
        foreach (var earlier in metadata.GetAll(StatusDetailsTrailerName).ToArray())
            metadata.Remove(earlier);

        metadata.Add(StatusDetailsTrailerName, status.ToByteArray());
    }
}
