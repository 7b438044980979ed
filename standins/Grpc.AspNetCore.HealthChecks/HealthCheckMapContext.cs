namespace Grpc.AspNetCore.HealthChecks;

/// <summary>A health check, as a mapping sees it.</summary>
/// <param name="name">The name it was registered with.</param>
/// <param name="tags">Its tags.</param>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    /// <summary>The name it was registered with.</summary>
    public string Name { get; } = name;

    /// <summary>Its tags.</summary>
    public IEnumerable<string> Tags { get; } = tags;
}
