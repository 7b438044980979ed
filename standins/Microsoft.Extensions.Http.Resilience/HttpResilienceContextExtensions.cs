using System.Diagnostics.CodeAnalysis;

namespace Polly;

/// <summary>The request a resilience context belongs to.</summary>
[Experimental("EXTEXP0001")]
public static class HttpResilienceContextExtensions
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage?> Key = new("Resilience.Http.RequestMessage");

    /// <summary>The request being sent; null outside a resilience handler.</summary>
    /// <param name="context">The context of one execution.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage? GetRequestMessage(this ResilienceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Properties.GetValue(Key, null);
    }

    /// <summary>Remembers the request being sent.</summary>
    /// <param name="context">The context of one execution.</param>
    /// <param name="requestMessage">The request.</param>
    public static void SetRequestMessage(this ResilienceContext context, HttpRequestMessage? requestMessage)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Properties.Set(Key, requestMessage);
    }
}
