using Grpc.AspNetCore.HealthChecks;
using Grpc.HealthCheck;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the gRPC health service needs.</summary>
public static class GrpcHealthChecksServiceExtensions
{
    /// <summary>Registers the gRPC health service; the whole server (service <c>""</c>) is as healthy as all health checks together.</summary>
    /// <param name="services">The program's services.</param>
    /// <returns>A builder on which health checks are added.</returns>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<HealthServiceImpl>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, PublishedStatuses>());
        services.Configure<GrpcHealthChecksOptions>(options => options.Services.Map("", _ => true));
        return services.AddHealthChecks();
    }

    /// <summary>Registers the gRPC health service and says which health checks speak for which service.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Changes the options; what it maps takes the place of an earlier mapping of that name, of <c>""</c> too.</param>
    /// <returns>A builder on which health checks are added.</returns>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services, Action<GrpcHealthChecksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var checks = services.AddGrpcHealthChecks();
        services.Configure(configure);
        return checks;
    }
}
