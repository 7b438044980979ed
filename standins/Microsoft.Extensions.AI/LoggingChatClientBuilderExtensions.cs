using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Adds a layer that logs.</summary>
public static class LoggingChatClientBuilderExtensions
{
    /// <summary>Logs every request; adds nothing where there is no logging to write to.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="loggerFactory">Where to log; null: the services' factory.</param>
    /// <param name="configure">Changes the layer.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder UseLogging(this ChatClientBuilder builder, ILoggerFactory? loggerFactory = null, Action<LoggingChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var factory = loggerFactory ?? services.GetService<ILoggerFactory>();
            if (factory is null or NullLoggerFactory)
                return inner;

            var client = new LoggingChatClient(inner, factory.CreateLogger<LoggingChatClient>());
            configure?.Invoke(client);
            return client;
        });
    }
}
