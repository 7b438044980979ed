namespace Grpc.AspNetCore.HealthChecks;

/// <summary>How the gRPC health service answers.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>Which health checks speak for which service. A service that is not mapped is unknown.</summary>
    public ServiceMappingCollection Services { get; } = new();

    /// <summary>
    /// <see langword="false"/> (default): a call runs the health checks. <see langword="true"/>: it is answered with what was
    /// last published (<c>HealthCheckPublisherOptions</c> says how often that is), and a service is unknown before the first time.
    /// </summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>
    /// <see langword="false"/> (default): when the program begins to stop, those who watch are told that it does not serve and
    /// their calls end. <see langword="true"/>: their calls are left open until the server cuts them off.
    /// </summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}
