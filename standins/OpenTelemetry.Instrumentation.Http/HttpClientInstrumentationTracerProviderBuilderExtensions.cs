namespace OpenTelemetry.Trace;

/// <summary>Traces outgoing HTTP.</summary>
public static class HttpClientInstrumentationTracerProviderBuilderExtensions
{
    /// <summary>Collects the span .NET makes of each outgoing request, tagged by the HTTP semantic conventions.</summary>
    /// <param name="builder">The tracing being set up.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddHttpClientInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource("System.Net.Http");
    }
}
