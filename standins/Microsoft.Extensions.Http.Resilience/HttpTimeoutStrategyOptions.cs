using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>How long a request may take: 30 s unless said otherwise. Covers the time up to the response's headers, or its whole body where the caller buffers it.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;
