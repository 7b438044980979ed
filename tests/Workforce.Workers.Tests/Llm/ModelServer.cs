using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workforce.Workers.Tests.Llm;

/// <summary>A model behind the OpenAI chat interface, on loopback: it answers what the test tells it to, in order; the last answer again and again.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<JsonObject> requests = new();
    private int answered = -1;

    private ModelServer(WebApplication app) => this.app = app;

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<JsonObject> Requests => [.. requests];

    public string Address => app.Urls.Single() + "/v1";

    public static async Task<ModelServer> StartAsync(params ModelAnswer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ModelServer(builder.Build());
        server.app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            var request = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            server.requests.Enqueue(request);
            await answers[Math.Min(Interlocked.Increment(ref server.answered), answers.Length - 1)].WriteAsync(context, request);
        });
        await server.app.StartAsync();
        return server;
    }

    /// <summary>What was said in a request, message by message.</summary>
    public string[] Said(int request) => [.. Requests[request]["messages"]!.AsArray().Select(message =>
        $"{message!["role"]}: {(message["content"] is JsonArray parts ? string.Concat(parts.Select(part => part!["text"])) : message["content"])}")];

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
