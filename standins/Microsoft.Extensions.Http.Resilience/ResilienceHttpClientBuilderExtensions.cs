using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes HTTP clients outlast passing failures.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Adds the standard pipeline: total timeout 30 s, 3 retries, circuit breaker, attempt timeout 10 s.</summary>
    /// <param name="builder">The client, or the defaults of all.</param>
    /// <returns>A builder to change the pipeline with.</returns>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = $"{builder.Name}-standard";
        var services = builder.Services;
        services.TryAddSingleton(provider => new StandardPipelines(
            provider.GetRequiredService<IOptionsMonitor<HttpStandardResilienceOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<PipelineSelection>>(),
            provider.GetService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpStandardResilienceOptions>, StandardOptionsValidator>());
        builder.AddHttpMessageHandler(provider =>
        {
            var pipelines = provider.GetRequiredService<StandardPipelines>();
            return new ResilienceHandler(request => pipelines.For(name, request));
        });
        // The pipeline keeps the time; the client's own limit of 100 s would cut a longer one short.
        builder.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        return new StandardPipelineBuilder(name, services);
    }

    /// <summary>Adds the standard pipeline and changes its options.</summary>
    /// <param name="builder">The client, or the defaults of all.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>A builder to change the pipeline with.</returns>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure)
        => builder.AddStandardResilienceHandler().Configure(configure);

    /// <summary>Takes away the resilience handlers added so far, the defaults' included: for a client that does its own retries or holds a stream open.</summary>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    [Experimental("EXTEXP0001")]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers((handlers, _) =>
        {
            for (var at = handlers.Count - 1; at >= 0; at--)
                if (handlers[at] is ResilienceHandler)
                    handlers.RemoveAt(at);
        });
    }

    private sealed record StandardPipelineBuilder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;
}
