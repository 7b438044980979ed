namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks speak for one service.</summary>
/// <param name="name">The service's full name; empty for the server as a whole.</param>
/// <param name="predicate">True of the health checks that count.</param>
public sealed class ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
{
    /// <summary>The service's full name; empty for the server as a whole.</summary>
    public string Name { get; } = name;

    /// <summary>True of the health checks that count.</summary>
    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; } = predicate;
}
