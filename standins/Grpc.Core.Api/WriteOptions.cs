namespace Grpc.Core;

/// <summary>How a message is sent.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>It may wait in a buffer.</summary>
    BufferHint = 0x1,

    /// <summary>It is not compressed.</summary>
    NoCompress = 0x2,
}

/// <summary>How messages are sent.</summary>
/// <param name="flags">The flags.</param>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>At once, compressed as negotiated.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; } = flags;
}
