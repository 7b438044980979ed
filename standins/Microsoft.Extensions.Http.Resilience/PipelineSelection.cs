namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which requests of a client share one pipeline, and with it one circuit breaker.</summary>
internal sealed class PipelineSelection
{
    public bool ByAuthority { get; set; }

    public string KeyOf(HttpRequestMessage request)
        => ByAuthority ? request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "" : "";
}
