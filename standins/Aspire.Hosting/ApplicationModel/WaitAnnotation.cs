namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource starts only after another has come so far.</summary>
/// <param name="resource">The other.</param>
/// <param name="waitType">How far.</param>
/// <param name="exitCode">With what exit code it must end, where its end is waited for.</param>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>How far.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>With what exit code it must end, where its end is waited for.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>How far another resource must have come.</summary>
public enum WaitType
{
    /// <summary>Running, and healthy where it has a health check.</summary>
    WaitUntilHealthy = 0,

    /// <summary>Ended.</summary>
    WaitForCompletion = 1,

    /// <summary>Running.</summary>
    WaitUntilStarted = 2,
}

/// <summary>What a wait does when the resource can no longer come so far.</summary>
public enum WaitBehavior
{
    /// <summary>It goes on.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>It fails.</summary>
    StopOnResourceUnavailable = 1,
}
