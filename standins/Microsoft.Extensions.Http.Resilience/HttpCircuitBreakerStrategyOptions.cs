using Polly.CircuitBreaker;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Stops asking a server that fails: opens for 5 s once 10 % of at least 100 requests in 30 s failed.</summary>
public class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    /// <summary>Sets the defaults, which are Polly's, and what counts as a failure.</summary>
    public HttpCircuitBreakerStrategyOptions()
        => ShouldHandle = args => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(args.Outcome));
}
