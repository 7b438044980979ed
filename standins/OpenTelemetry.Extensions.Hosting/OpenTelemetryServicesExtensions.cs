using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a host collect telemetry.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>Starts the telemetry providers with the host, before every other hosted service; safe to call more than once.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>A builder to turn signals on with.</returns>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        // First in the list, so that what the other hosted services do while they start is seen.
        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());

        return new OpenTelemetryBuilder(services);
    }
}
