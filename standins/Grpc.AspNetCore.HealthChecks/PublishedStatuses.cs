using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Passes on what ASP.NET Core publishes of the health checks from time to time: this is what watchers are told.</summary>
internal sealed class PublishedStatuses(HealthServiceImpl health, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Value.Services)
        {
            var checks = report.Entries.Where(check => mapping.Covers(check.Key, check.Value.Tags)).Select(check => check.Value);
            health.SetStatus(mapping.Name, ServingRules.Serving([.. checks]));
        }

        return Task.CompletedTask;
    }
}
