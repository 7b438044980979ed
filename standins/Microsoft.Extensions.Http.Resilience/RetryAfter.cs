namespace Microsoft.Extensions.Http.Resilience;

internal static class RetryAfter
{
    /// <summary>How long the server asks to wait; null where it does not say. A date in the past is no wait.</summary>
    public static TimeSpan? Delay(HttpResponseMessage? response, TimeProvider clock) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - clock.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
