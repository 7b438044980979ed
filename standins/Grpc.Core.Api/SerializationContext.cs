using System.Buffers;

namespace Grpc.Core;

/// <summary>Takes a message's bytes. A transport overrides what it supports.</summary>
public abstract class SerializationContext
{
    /// <summary>Takes the whole message.</summary>
    /// <param name="payload">Its bytes.</param>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException($"{GetType()} takes no arrays.");

    /// <summary>The buffer to write the message to, before <see cref="Complete()"/>.</summary>
    /// <returns>The buffer.</returns>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException($"{GetType()} has no buffer.");

    /// <summary>Says how long the message will be, so that it need not be copied.</summary>
    /// <param name="payloadLength">Bytes.</param>
    public virtual void SetPayloadLength(int payloadLength) => throw new NotSupportedException($"{GetType()} takes no length.");

    /// <summary>Says that the message has been written.</summary>
    public virtual void Complete() => throw new NotSupportedException($"{GetType()} has no buffer.");
}

/// <summary>Gives a message's bytes. A transport overrides what it supports.</summary>
public abstract class DeserializationContext
{
    /// <summary>How many bytes the message has.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>A copy of the bytes.</summary>
    /// <returns>The bytes.</returns>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException($"{GetType()} gives no arrays.");

    /// <summary>The bytes themselves, valid only while the message is read.</summary>
    /// <returns>The bytes.</returns>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException($"{GetType()} gives no sequences.");
}
