using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every process of the solution has: telemetry, health, service discovery, resilient HTTP, a clock.</summary>
public static class Extensions
{
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";
    private const string AliveTag = "live";

    /// <summary>Our own activity sources and meters start with this; a new one is collected without being listed here.</summary>
    private const string OwnTelemetry = "Workforce.*";

    /// <summary>What libraries for models and their tools call theirs, until their names are settled.</summary>
    private const string ModelTelemetry = "Experimental.*";

    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // One pipeline per server: a model API that is down must not open the circuit of the Api.
            http.AddStandardResilienceHandler(RetryOnlyWhatIsSafe).SelectPipelineByAuthority();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Name(resource, builder))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(OwnTelemetry, ModelTelemetry))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, OwnTelemetry, ModelTelemetry)
                // Probes arrive every few seconds and would bury the requests of people.
                .AddAspNetCoreInstrumentation(spans => spans.Filter = context => !IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.Services.AddOpenTelemetry().UseOtlpExporter();

        return builder;
    }

    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [AliveTag]);
        return builder;
    }

    /// <summary>Maps <c>/health</c> (every check: ready for work) and <c>/alive</c> (the process answers), in every environment: replicas, probes and the AppHost wait on them. The answer is one word, so it tells a stranger nothing.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapProbe(HealthPath, new HealthCheckOptions());
        app.MapProbe(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(AliveTag) });
        return app;
    }

    private static void MapProbe(this WebApplication app, string path, HealthCheckOptions options)
        // A probe that had to sign in, or was turned away by a limit, would take a working replica for a dead one.
        => app.MapHealthChecks(path, options).AllowAnonymous().DisableRateLimiting().DisableHttpMetrics();

    private static bool IsProbe(PathString path) => path.StartsWithSegments(HealthPath) || path.StartsWithSegments(AlivePath);

    private static void Name(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        // The AppHost names its processes by this variable; a process started on its own is named after its program.
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_SERVICE_NAME"]))
            resource.AddService(builder.Environment.ApplicationName);
    }

    private static void RetryOnlyWhatIsSafe(HttpStandardResilienceOptions options)
    {
#pragma warning disable EXTEXP0001 // Marked experimental, and the only way to say it: a POST that timed out may have had its effect.
        options.Retry.DisableForUnsafeHttpMethods();
#pragma warning restore EXTEXP0001
    }
}
