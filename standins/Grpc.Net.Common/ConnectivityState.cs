namespace Grpc.Core;

/// <summary>What a channel is doing.</summary>
public enum ConnectivityState
{
    /// <summary>Nothing yet.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Ready for calls.</summary>
    Ready,

    /// <summary>Failed; it will try again.</summary>
    TransientFailure,

    /// <summary>Closed.</summary>
    Shutdown,
}
