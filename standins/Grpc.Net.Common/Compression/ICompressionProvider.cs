using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A way of compressing messages.</summary>
public interface ICompressionProvider
{
    /// <summary>Its name on the wire.</summary>
    string EncodingName { get; }

    /// <summary>Compresses what is written.</summary>
    /// <param name="stream">Where the compressed bytes go; left open.</param>
    /// <param name="compressionLevel">How hard to try; null: the provider's default.</param>
    /// <returns>The stream to write to.</returns>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>Decompresses what is read.</summary>
    /// <param name="stream">Where the compressed bytes come from; left open.</param>
    /// <returns>The stream to read from.</returns>
    Stream CreateDecompressionStream(Stream stream);
}
