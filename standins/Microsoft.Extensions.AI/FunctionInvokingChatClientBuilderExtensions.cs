using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds a layer that runs functions.</summary>
public static class FunctionInvokingChatClientBuilderExtensions
{
    /// <summary>Runs the functions a model asks for and gives it their results, until it answers.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="loggerFactory">Where to log; null: the services' factory.</param>
    /// <param name="configure">Changes the layer.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder UseFunctionInvocation(
        this ChatClientBuilder builder, ILoggerFactory? loggerFactory = null, Action<FunctionInvokingChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
        {
            var client = new FunctionInvokingChatClient(inner, loggerFactory ?? services.GetService<ILoggerFactory>(), services);
            configure?.Invoke(client);
            return client;
        });
    }
}
