namespace Microsoft.Extensions.AI;

/// <summary>Adds a layer that changes options.</summary>
public static class ConfigureOptionsChatClientBuilderExtensions
{
    /// <summary>Changes the options of every request.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="configure">Changes a copy of the caller's options, or new ones.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder ConfigureOptions(this ChatClientBuilder builder, Action<ChatOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new ConfigureOptionsChatClient(inner, configure));
    }
}
