using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The pipelines of the process. Handlers come and go with the factory's rotation; a circuit breaker must outlive them.</summary>
internal sealed class StandardPipelines(
    IOptionsMonitor<HttpStandardResilienceOptions> options,
    IOptionsMonitor<PipelineSelection> selections,
    TimeProvider? clock = null)
{
    private readonly ConcurrentDictionary<(string Name, string Key), Lazy<ResiliencePipeline<HttpResponseMessage>>> pipelines = new();

    public ResiliencePipeline<HttpResponseMessage> For(string name, HttpRequestMessage request)
        => pipelines.GetOrAdd((name, selections.Get(name).KeyOf(request)), key => new(() => Build(key.Name))).Value;

    private ResiliencePipeline<HttpResponseMessage> Build(string name)
    {
        var layers = options.Get(name);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = name };
        if (clock is not null)
        {
            builder.TimeProvider = clock;
            layers.Retry.Clock = clock;
        }

        return builder
            .AddTimeout(layers.TotalRequestTimeout)
            .AddRetry(layers.Retry)
            .AddCircuitBreaker(layers.CircuitBreaker)
            .AddTimeout(layers.AttemptTimeout)
            .Build();
    }
}
