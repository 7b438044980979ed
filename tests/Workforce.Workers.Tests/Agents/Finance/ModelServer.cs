using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>A model behind the OpenAI chat interface, on loopback: it answers what the test tells it to.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ModelServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Questions { get; } = new();

    public string Address => app.Urls.Single() + "/v1";

    /// <param name="answer">The text of the reply, null for an error, or a page as a proxy may send it.</param>
    public static async Task<ModelServer> StartAsync(string? answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ModelServer(builder.Build());
        server.app.MapPost("/v1/chat/completions", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            server.Questions.Enqueue(await reader.ReadToEndAsync());
            return answer switch
            {
                null => Results.StatusCode(400),
                ['<', ..] => Results.Content(answer, "text/html"),
                _ => Results.Json(Reply(answer)),
            };
        });
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static JsonObject Reply(string text) => JsonSerializer.SerializeToNode(new
    {
        id = "reply-1",
        @object = "chat.completion",
        created = 1_790_000_000,
        model = "small",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = 120, completion_tokens = 30, total_tokens = 150 },
    })!.AsObject();
}
