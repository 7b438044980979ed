using System.Net;
using System.Text.Json.Nodes;
using OpenAI;
using Workforce.Testing;

namespace StandIns.Tests.Ai;

/// <summary>A real HTTP server that speaks the chat completions protocol: answers in the order the test gives, and keeps what it was asked.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<JsonObject> asked = [];

    private ModelServer(Queue<Func<HttpContext, Task>> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new TestLogs());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapPost("/v1/chat/completions", async context =>
        {
            asked.Add((await JsonNode.ParseAsync(context.Request.Body))!.AsObject());
            await answers.Dequeue()(context);
        });
    }

    /// <summary>The bodies of the requests, in order.</summary>
    public IReadOnlyList<JsonObject> Asked => asked;

    public OpenAI.Chat.ChatClient Client => new(
        "small-model",
        new System.ClientModel.ApiKeyCredential("a key"),
        new OpenAIClientOptions { Endpoint = new Uri(app.Urls.Single() + "/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    public static async Task<ModelServer> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var server = new ModelServer(new(answers));
        await server.app.StartAsync();
        return server;
    }

    public static Func<HttpContext, Task> Says(string text) => Answers($$"""{ "role": "assistant", "content": {{JsonValue.Create(text).ToJsonString()}} }""", "stop");

    public static Func<HttpContext, Task> Calls(params (string Id, string Function, string Arguments)[] calls)
        => Answers(
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray([.. calls.Select(call => new JsonObject
                {
                    ["id"] = call.Id,
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = call.Function, ["arguments"] = call.Arguments },
                })]),
            }.ToJsonString(),
            "tool_calls");

    public static Func<HttpContext, Task> Answers(string message, string finish) => context => context.Response.WriteAsync($$"""
        {
          "id": "chat-1", "object": "chat.completion", "created": 1767225600, "model": "small-model-2026",
          "choices": [ { "index": 0, "message": {{message}}, "finish_reason": "{{finish}}" } ],
          "usage": {
            "prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18,
            "prompt_tokens_details": { "cached_tokens": 4 }, "completion_tokens_details": { "reasoning_tokens": 2 }
          }
        }
        """);

    /// <summary>Each delta is one event; usage comes last, as it does when it is asked for.</summary>
    public static Func<HttpContext, Task> Streams(string finish, params string[] deltas) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var delta in deltas)
            await Event(context, $$"""[ { "index": 0, "delta": {{delta}}, "finish_reason": null } ]""", "null");

        await Event(context, $$"""[ { "index": 0, "delta": {}, "finish_reason": "{{finish}}" } ]""", "null");
        await Event(context, "[]", """{ "prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18 }""");
        await context.Response.WriteAsync("data: [DONE]\n\n");
    };

    public static Func<HttpContext, Task> Refuses(int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "12";
        return context.Response.WriteAsync("""{ "error": { "message": "Too many tokens.", "type": "rate_limit", "code": "rate_limit_exceeded" } }""");
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task Event(HttpContext context, string choices, string usage)
    {
        await context.Response.WriteAsync($$"""data: { "id": "chat-1", "object": "chat.completion.chunk", "created": 1767225600, "model": "small-model-2026", "choices": {{choices}}, "usage": {{usage}} }""" + "\n\n");
        await context.Response.Body.FlushAsync();
    }
}
