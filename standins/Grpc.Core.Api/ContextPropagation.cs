namespace Grpc.Core;

/// <summary>What a call made while another is served takes over from it.</summary>
/// <param name="propagateDeadline">Its deadline.</param>
/// <param name="propagateCancellation">Its cancellation.</param>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>Both.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Its deadline.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Its cancellation.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}

/// <summary>Ties a call to one being served. Neither side of gRPC for .NET makes one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
