using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace StandIns.Tests.Telemetry;

/// <summary>A real HTTP server that takes what an OTLP exporter posts (http/protobuf).</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Body)> posts = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // Names and values are UTF-8 in protobuf, so they can be searched for without decoding it.
            posts.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        });
    }

    public string Address => app.Urls.Single();

    /// <summary>What makes an exporter post here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Everything posted of one signal: traces, metrics or logs.</summary>
    public string Posted(string signal) => string.Concat(posts.Where(post => post.Path == $"/v1/{signal}").Select(post => post.Body));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
