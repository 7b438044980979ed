using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>What is kept of the spans of incoming requests.</summary>
public class AspNetCoreTraceInstrumentationOptions
{
    /// <summary>Returns false for a request whose span is not wanted; null: all are.</summary>
    public Func<HttpContext, bool>? Filter { get; set; }

    /// <summary>Adds to the span when the request starts.</summary>
    public Action<Activity, HttpRequest>? EnrichWithHttpRequest { get; set; }

    /// <summary>Adds to the span when the request is answered.</summary>
    public Action<Activity, HttpResponse>? EnrichWithHttpResponse { get; set; }
}
