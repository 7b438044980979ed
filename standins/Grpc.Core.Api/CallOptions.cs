namespace Grpc.Core;

#pragma warning disable CA1068 // The order is the official one.
/// <summary>What a client says of one call.</summary>
/// <param name="headers">Headers to send.</param>
/// <param name="deadline">The instant (UTC) after which the call fails; null: none.</param>
/// <param name="cancellationToken">Cancels the call.</param>
/// <param name="writeOptions">How requests are sent.</param>
/// <param name="propagationToken">Ties the call to one being served.</param>
/// <param name="credentials">Says who calls.</param>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
#pragma warning restore CA1068
{
    /// <summary>Headers to send.</summary>
    public Metadata? Headers { get; private set; } = headers;

    /// <summary>The instant (UTC) after which the call fails; null: none.</summary>
    public DateTime? Deadline { get; private set; } = deadline;

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private set; } = cancellationToken;

    /// <summary>How requests are sent.</summary>
    public WriteOptions? WriteOptions { get; private set; } = writeOptions;

    /// <summary>Ties the call to one being served.</summary>
    public ContextPropagationToken? PropagationToken { get; private set; } = propagationToken;

    /// <summary>Says who calls.</summary>
    public CallCredentials? Credentials { get; private set; } = credentials;

    /// <summary>True: while the server cannot be reached the call waits instead of failing.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>The same options with other headers.</summary>
    /// <param name="headers">Headers to send.</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same options with another deadline.</summary>
    /// <param name="deadline">The instant (UTC).</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same options with another token.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>The same options with another way of sending.</summary>
    /// <param name="writeOptions">How requests are sent.</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>The same options with other credentials.</summary>
    /// <param name="credentials">Says who calls.</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>The same options, waiting for the server or not.</summary>
    /// <param name="waitForReady">True: wait.</param>
    /// <returns>A copy.</returns>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
