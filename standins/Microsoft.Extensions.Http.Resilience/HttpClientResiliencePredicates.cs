using System.Net;
using Polly;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Says which outcomes of an HTTP request may pass by themselves.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>True for 408, 429 and 5xx, for a failed connection and for an attempt that took too long.</summary>
    /// <param name="outcome">The response or the exception.</param>
    /// <returns>Whether trying again makes sense.</returns>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        _ => false,
    };
}
