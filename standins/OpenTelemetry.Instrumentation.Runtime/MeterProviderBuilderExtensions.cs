namespace OpenTelemetry.Metrics;

/// <summary>Reads the runtime's own figures.</summary>
public static class MeterProviderBuilderExtensions
{
    /// <summary>Collects the meter .NET keeps of itself: garbage collection, thread pool, locks, exceptions, CPU.</summary>
    /// <param name="builder">The metrics being set up.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddRuntimeInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("System.Runtime");
    }
}
