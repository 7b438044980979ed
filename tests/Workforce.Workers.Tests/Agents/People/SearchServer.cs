using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workforce.Workers.Tests.Agents.People;

/// <summary>A search engine on loopback that speaks as Tavily (POST) and as Brave (GET) do, and finds the same for every query.</summary>
internal sealed class SearchServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> asked = new();

    private SearchServer(WebApplication app) => this.app = app;

    /// <summary>Method, key, query and number of results of every request, in order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    public string Address => app.Urls.Single() + "/search";

    /// <param name="excerpt">What the one page that is found says; null: the engine fails.</param>
    public static async Task<SearchServer> StartAsync(string? excerpt)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new SearchServer(builder.Build());
        server.app.MapPost("/search", async (HttpContext context) =>
        {
            var wish = (await JsonNode.ParseAsync(context.Request.Body))!;
            server.asked.Enqueue($"POST {context.Request.Headers.Authorization} {wish["query"]} {wish["max_results"]}");
            return excerpt is null ? Results.StatusCode(500) : Results.Json(new { results = new[] { new { title = "Skills of 2026", url = "https://vets.example/skills", content = excerpt } } });
        });
        server.app.MapGet("/search", (HttpContext context, string q, int count) =>
        {
            server.asked.Enqueue($"GET {context.Request.Headers["X-Subscription-Token"]} {q} {count}");
            return excerpt is null ? Results.StatusCode(500) : Results.Json(new { web = new { results = new[] { new { title = "Skills of 2026", url = "https://vets.example/skills", description = excerpt } } } });
        });
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
