using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Refuses layers that contradict each other.</summary>
internal sealed class StandardOptionsValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        var faults = new List<string>();
        if (options.AttemptTimeout.Timeout > options.TotalRequestTimeout.Timeout)
            faults.Add($"{name}: AttemptTimeout ({options.AttemptTimeout.Timeout}) is longer than TotalRequestTimeout ({options.TotalRequestTimeout.Timeout}).");

        // A shorter window could forget an attempt before it ends.
        if (options.CircuitBreaker.SamplingDuration < 2 * options.AttemptTimeout.Timeout)
            faults.Add($"{name}: CircuitBreaker.SamplingDuration ({options.CircuitBreaker.SamplingDuration}) is less than twice AttemptTimeout ({options.AttemptTimeout.Timeout}).");

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
