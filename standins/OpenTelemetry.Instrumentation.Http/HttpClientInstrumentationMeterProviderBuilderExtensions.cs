namespace OpenTelemetry.Metrics;

/// <summary>Reads the figures of outgoing HTTP.</summary>
public static class HttpClientInstrumentationMeterProviderBuilderExtensions
{
    /// <summary>Collects the meters .NET keeps of HTTP requests, connections and name look-ups.</summary>
    /// <param name="builder">The metrics being set up.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddHttpClientInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("System.Net.Http", "System.Net.NameResolution");
    }
}
