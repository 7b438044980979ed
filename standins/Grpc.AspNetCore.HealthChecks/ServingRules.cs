using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>What health checks mean for the service that they speak for.</summary>
internal static class ServingRules
{
    public static bool Covers(this ServiceMapping mapping, string check, IEnumerable<string> tags)
        => mapping.HealthCheckPredicate is null || mapping.HealthCheckPredicate(new HealthCheckMapContext(check, tags));

    /// <summary>A degraded service serves; nobody knows of one that no check speaks for.</summary>
    public static ServingStatus Serving(IReadOnlyCollection<HealthReportEntry> checks)
    {
        if (checks.Count == 0)
            return ServingStatus.Unknown;

        return checks.Any(check => check.Status == HealthStatus.Unhealthy) ? ServingStatus.NotServing : ServingStatus.Serving;
    }
}
