using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Workforce.Testing;

namespace StandIns.Tests.Telemetry;

public sealed class InstrumentationTests
{
    [Fact]
    public async Task A_request_is_a_span_tagged_by_the_conventions()
    {
        var spans = await SpansOf("/greet/Ada?secret=1");

        var span = spans.Single(span => span.Kind == ActivityKind.Server);
        Assert.Equal(("GET /greet/{name}", ActivityStatusCode.Unset), (span.DisplayName, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["http.request.method"] = "GET",
                ["http.response.status_code"] = 200,
                ["http.route"] = "/greet/{name}",
                ["server.address"] = "127.0.0.1",
                ["url.path"] = "/greet/Ada",
                ["url.scheme"] = "http",
                ["user_agent.original"] = "the-test",
            },
            span.TagObjects.Where(tag => tag.Key is not "server.port" and not "network.protocol.version").ToDictionary(tag => tag.Key, tag => tag.Value));
    }

    [Fact]
    public async Task The_callers_span_is_the_parent_of_the_servers()
    {
        var spans = await SpansOf("/greet/Ada");

        var client = spans.Single(span => span.Kind == ActivityKind.Client);
        Assert.Equal(client.SpanId, spans.Single(span => span.Kind == ActivityKind.Server).ParentSpanId);
        Assert.Equal(("GET", 200), (client.GetTagItem("http.request.method"), client.GetTagItem("http.response.status_code")));
    }

    [Theory]
    [InlineData("/fail", 500, ActivityStatusCode.Error)]
    [InlineData("/nowhere", 404, ActivityStatusCode.Unset)]
    public async Task Only_the_servers_own_failures_are_errors(string path, int status, ActivityStatusCode expected)
    {
        var span = (await SpansOf(path)).Single(span => span.Kind == ActivityKind.Server);

        Assert.Equal((status, expected), (span.GetTagItem("http.response.status_code"), span.Status));
    }

    [Fact]
    public async Task A_filter_drops_spans_and_others_can_be_added_to()
    {
        void Configure(AspNetCoreTraceInstrumentationOptions options)
        {
            options.Filter = context => !context.Request.Path.StartsWithSegments("/fail");
            options.EnrichWithHttpRequest = (span, request) => span.SetTag("test.query", request.QueryString.Value);
            options.EnrichWithHttpResponse = (span, response) => span.SetTag("test.type", response.ContentType);
        }

        Assert.DoesNotContain(await SpansOf("/fail", Configure), span => span.Kind == ActivityKind.Server);
        var kept = (await SpansOf("/greet/Ada?x=1", Configure)).Single(span => span.Kind == ActivityKind.Server);
        Assert.Equal(("?x=1", "text/plain; charset=utf-8"), (kept.GetTagItem("test.query"), kept.GetTagItem("test.type")));
    }

    [Fact]
    public async Task The_figures_of_the_runtime_the_server_and_the_client_are_read()
    {
        var read = new ConcurrentDictionary<string, bool>();
        var builder = Builder();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddRuntimeInstrumentation()
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddReader(new BaseExportingMetricReader(new Names(read))));

        await AskAsync(builder, "/greet/Ada");

        Assert.All(
            ["dotnet.gc.collections", "dotnet.thread_pool.thread.count", "http.server.request.duration", "kestrel.active_connections", "http.client.request.duration", "aspnetcore.routing.match_attempts"],
            name => Assert.Contains(name, read.Keys));
    }

    private static async Task<IReadOnlyCollection<Activity>> SpansOf(string path, Action<AspNetCoreTraceInstrumentationOptions>? configure = null)
    {
        var spans = new ConcurrentQueue<Activity>();
        var builder = Builder();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddAspNetCoreInstrumentation(configure)
            .AddHttpClientInstrumentation()
            .AddProcessor(new SimpleActivityExportProcessor(new Kept(spans))));
        var port = await AskAsync(builder, path);
        // Tests run side by side in one process, and spans of other servers reach every listener: these belong to this request.
        var request = spans.Single(span => span.Kind == ActivityKind.Client && Equals(span.GetTagItem("server.port"), port)).TraceId;
        return [.. spans.Where(span => span.TraceId == request)];
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new TestLogs());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }

    private static async Task<int> AskAsync(WebApplicationBuilder builder, string path)
    {
        await using var app = builder.Build();
        app.MapGet("/greet/{name}", (string name) => $"Hello {name}");
        app.MapGet("/fail", () => Results.StatusCode(500));
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        using (var client = new HttpClient { BaseAddress = address })
        {
            client.DefaultRequestHeaders.UserAgent.ParseAdd("the-test");
            using var response = await client.GetAsync(path);
        }

        await app.StopAsync();
        app.Services.GetService<MeterProvider>()?.ForceFlush();
        return address.Port;
    }

    private sealed class Kept(ConcurrentQueue<Activity> spans) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                spans.Enqueue(span);

            return ExportResult.Success;
        }
    }

    private sealed class Names(ConcurrentDictionary<string, bool> read) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
                read[metric.Name] = true;

            return ExportResult.Success;
        }
    }
}
