using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Workforce.Workers.Tests.Llm;

/// <summary>One answer of a <see cref="ModelServer"/>, good or bad.</summary>
internal sealed class ModelAnswer(Func<HttpContext, JsonObject, Task> write)
{
    public Task WriteAsync(HttpContext context, JsonObject request) => write(context, request);

    /// <summary>Streamed where the request asks for a stream, in pieces of at most seven characters.</summary>
    /// <param name="usage">As JSON; empty: none is told.</param>
    public static ModelAnswer Text(string text, string usage = """{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150}""", string finish = "stop") => new((context, request) =>
        request["stream"]?.GetValue<bool>() == true
            ? StreamAsync(context, text.Chunk(7).Select(piece => Delta(new string(piece))), finish, usage)
            : JsonAsync(context, new() { ["role"] = "assistant", ["content"] = text }, finish, usage));

    /// <summary>Streamed where the request asks for a stream, the calls' arguments in two fragments each, by turns.</summary>
    public static ModelAnswer Calls(params (string Id, string Name, string Arguments)[] calls) => new((context, request) =>
    {
        const string usage = """{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}""";
        return request["stream"]?.GetValue<bool>() == true
            ? StreamAsync(context, calls.Select((call, n) => Fragment(n, call.Id, call.Name, call.Arguments[..(call.Arguments.Length / 2)])).Concat(calls.Select((call, n) => Fragment(n, null, null, call.Arguments[(call.Arguments.Length / 2)..]))), "tool_calls", usage)
            : JsonAsync(context, new() { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray([.. calls.Select(call => Call(call.Id, call.Name, call.Arguments))]) }, "tool_calls", usage);
    });

    public static ModelAnswer Status(int status, params (string Name, string Value)[] headers) => new((context, _) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsJsonAsync(new { error = new { message = "Not now.", type = "test" } });
    });

    public static ModelAnswer Raw(string body, string type = "application/json") => new((context, _) =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    });

    /// <summary>Begins to stream and cuts the connection when what was sent has arrived.</summary>
    public static ModelAnswer Drop(string begun, Task arrived) => new(async (context, _) =>
    {
        await StreamAsync(context, [Delta(begun)], null, "");
        await arrived;
        context.Abort();
    });

    /// <summary>Never answers; ends when the client hangs up.</summary>
    public static ModelAnswer Hang(TaskCompletionSource? asked = null) => new(async (context, _) =>
    {
        asked?.TrySetResult();
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    private static Task JsonAsync(HttpContext context, JsonObject message, string finish, string usage)
    {
        var reply = Frame("chat.completion", new() { ["index"] = 0, ["finish_reason"] = finish, ["message"] = message });
        if (usage.Length > 0)
        {
            reply["usage"] = JsonNode.Parse(usage);
        }

        return context.Response.WriteAsJsonAsync(reply);
    }

    private static async Task StreamAsync(HttpContext context, IEnumerable<JsonObject> deltas, string? finish, string usage)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        foreach (var delta in deltas)
        {
            await EventAsync(context, Frame("chat.completion.chunk", new() { ["index"] = 0, ["delta"] = delta }));
        }

        if (finish is null)
        {
            return;
        }

        await EventAsync(context, Frame("chat.completion.chunk", new() { ["index"] = 0, ["delta"] = new JsonObject(), ["finish_reason"] = finish }));
        if (usage.Length > 0)
        {
            var last = Frame("chat.completion.chunk", null);
            last["usage"] = JsonNode.Parse(usage);
            await EventAsync(context, last);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task EventAsync(HttpContext context, JsonObject chunk)
    {
        await context.Response.WriteAsync($"data: {chunk.ToJsonString(JsonSerializerOptions.Web)}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private static JsonObject Delta(string text) => new() { ["role"] = "assistant", ["content"] = text };

    private static JsonObject Call(string id, string name, string arguments) => new() { ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments } };

    private static JsonObject Fragment(int n, string? id, string? name, string arguments)
    {
        var fragment = new JsonObject { ["index"] = n, ["function"] = new JsonObject { ["arguments"] = arguments } };
        if (id is not null)
        {
            (fragment["id"], fragment["type"], fragment["function"]!["name"]) = (id, "function", name);
        }

        return new() { ["role"] = "assistant", ["tool_calls"] = new JsonArray(fragment) };
    }

    private static JsonObject Frame(string kind, JsonObject? choice) => new()
    {
        ["id"] = "reply-1",
        ["object"] = kind,
        ["created"] = 1_790_000_000,
        ["model"] = "small-2026",
        ["choices"] = choice is null ? [] : new JsonArray(choice),
    };
}
