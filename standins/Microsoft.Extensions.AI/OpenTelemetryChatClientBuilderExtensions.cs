using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds a layer that traces and measures.</summary>
public static class OpenTelemetryChatClientBuilderExtensions
{
    /// <summary>Makes a span and figures of every request.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="loggerFactory">Not used by this stand-in: spans and figures carry all it says.</param>
    /// <param name="sourceName">The name of the activity source and of the meter; null: <c>Experimental.Microsoft.Extensions.AI</c>.</param>
    /// <param name="configure">Changes the layer.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder UseOpenTelemetry(
        this ChatClientBuilder builder, ILoggerFactory? loggerFactory = null, string? sourceName = null, Action<OpenTelemetryChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var client = new OpenTelemetryChatClient(inner, (loggerFactory ?? services.GetService<ILoggerFactory>())?.CreateLogger<OpenTelemetryChatClient>(), sourceName);
            configure?.Invoke(client);
            return client;
        });
    }
}
