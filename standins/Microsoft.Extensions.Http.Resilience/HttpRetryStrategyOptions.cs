using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Retries: 3 more attempts, 2 s and doubling with jitter, or what the server's <c>Retry-After</c> asks for.</summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    private bool shouldRetryAfterHeader;

    /// <summary>Sets the defaults.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = args => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(args.Outcome));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        MaxRetryAttempts = 3;
        Delay = TimeSpan.FromSeconds(2);
        ShouldRetryAfterHeader = true;
    }

    /// <summary>True (default): a <c>Retry-After</c> header, in seconds or as a date (RFC 9110, 10.2.3), replaces the computed delay.</summary>
    public bool ShouldRetryAfterHeader
    {
        get => shouldRetryAfterHeader;
        set
        {
            shouldRetryAfterHeader = value;
            DelayGenerator = value ? args => new ValueTask<TimeSpan?>(RetryAfter.Delay(args.Outcome.Result, Clock)) : null;
        }
    }

    /// <summary>The clock a date in <c>Retry-After</c> is compared with; set by the pipeline.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
