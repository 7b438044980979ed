using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Tags the span of each incoming request, and drops the ones the filter refuses.</summary>
/// <remarks>Tag names: OpenTelemetry semantic conventions for HTTP server spans, stable 1.23. ASP.NET Core raises the two events with the <see cref="HttpContext"/> while the span is current.</remarks>
internal sealed class RequestSpans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AspNetCoreTraceInstrumentationOptions options;
    private readonly IDisposable listeners;
    private readonly ConcurrentBag<IDisposable> events = [];

    public RequestSpans(AspNetCoreTraceInstrumentationOptions options)
    {
        this.options = options;
        listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
            events.Add(value.Subscribe(this, name => name.StartsWith("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Activity.Current is not { } span || value.Value is not HttpContext context)
            return;

        if (value.Key.EndsWith(".Start", StringComparison.Ordinal))
            Started(span, context);
        else if (value.Key.EndsWith(".Stop", StringComparison.Ordinal) && span.IsAllDataRequested)
            Answered(span, context);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        listeners.Dispose();
        foreach (var subscription in events)
            subscription.Dispose();
    }

    private void Started(Activity span, HttpContext context)
    {
        if (options.Filter is { } wanted && !wanted(context))
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        if (!span.IsAllDataRequested)
            return;

        var request = context.Request;
        span.DisplayName = request.Method;
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", (request.PathBase + request.Path).ToString());
        if (request.Host.HasValue)
            span.SetTag("server.address", request.Host.Host).SetTag("server.port", request.Host.Port ?? (request.IsHttps ? 443 : 80));
        if (request.Headers.UserAgent is [{ Length: > 0 } agent, ..])
            span.SetTag("user_agent.original", agent);

        options.EnrichWithHttpRequest?.Invoke(span, request);
    }

    private void Answered(Activity span, HttpContext context)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {route}";
        }

        span.SetTag("http.response.status_code", context.Response.StatusCode);
        // A server's span is an error from 500 on: a 4xx is the caller's.
        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);

        options.EnrichWithHttpResponse?.Invoke(span, context.Response);
    }
}
