using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Tests.Llm;

public sealed class McpTests
{
    private readonly ConcurrentQueue<JsonObject> asked = new();

    [Fact]
    public async Task The_listed_tools_of_a_server_are_offered_run_and_marked_as_from_outside()
    {
        await using var mcp = await StartAsync();
        await using var server = await ModelServer.StartAsync(
            ModelAnswer.Calls(("c1", "courses_search", """{"topic":7}"""), ("c2", "courses_search", """{"topic":"dentistry"}""")), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address, ("Tools:Mcp:Servers:courses:Url", mcp.Urls.Single() + "/mcp"), ("Tools:Mcp:Servers:courses:ReadTools:0", "search"));

        var tools = await asking.Service<McpSources>().OfAsync("courses", CancellationToken.None);
        await asking.AskAsync(Skills.Question with { Tools = tools });

        // The one that writes is not listed, so no model ever hears of it.
        Assert.Equal(["courses_search"], tools.Select(tool => tool.Name));
        var said = server.Said(1);
        Assert.Equal("tool: Error: the arguments do not fit, nothing was done. topic: 7 is not text", said[^2]);
        Assert.Matches("""^tool: <data [0-9a-f]{12} source="courses">\nthree courses on dentistry\n</data""", said[^1]);
        Assert.Equal("dentistry", asked.Single(request => request["method"]!.GetValue<string>() == "tools/call")["params"]!["arguments"]!["topic"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_not_configured_is_said_to_be()
    {
        await using var asking = await Asking.StartAsync(null, ("Tools:Mcp:Servers:courses:Url", "http://127.0.0.1:1/mcp"), ("Tools:Mcp:Servers:courses:ReadTools:0", "search"));
        asking.Logs.Expect("client initialization error");
        var sources = asking.Service<McpSources>();

        Assert.StartsWith("The server courses does not answer", (await Assert.ThrowsAsync<ToolRefusedException>(() => sources.OfAsync("courses", CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.StartsWith("No server other is configured", (await Assert.ThrowsAsync<ToolRefusedException>(() => sources.OfAsync("other", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    /// <summary>As much of the protocol's streamable HTTP transport as a client needs: one JSON answer a request.</summary>
    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/mcp", async (HttpContext context) =>
        {
            var request = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            asked.Enqueue(request);
            if (request["id"] is not { } id)
            {
                context.Response.StatusCode = 202;
                return;
            }

            var result = Result(request);
            await context.Response.WriteAsJsonAsync(new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id.DeepClone(),
                [result is null ? "error" : "result"] = result ?? JsonNode.Parse("""{"code":-32601,"message":"There is no such method."}"""),
            });
        });
        await app.StartAsync();
        return app;
    }

    private static JsonNode? Result(JsonObject request) => request["method"]!.GetValue<string>() switch
    {
        "initialize" => JsonNode.Parse($$$"""{"protocolVersion":"{{{request["params"]!["protocolVersion"]}}}","capabilities":{"tools":{}},"serverInfo":{"name":"courses","version":"1"}}"""),
        "tools/list" => JsonNode.Parse("""
            {"tools":[
              {"name":"search","description":"Finds courses.","inputSchema":{"type":"object","properties":{"topic":{"type":"string"}},"required":["topic"]}},
              {"name":"delete","description":"Deletes a course.","inputSchema":{"type":"object"}}
            ]}
            """),
        "tools/call" => JsonNode.Parse($$$"""{"content":[{"type":"text","text":"three courses on {{{request["params"]!["arguments"]!["topic"]}}}"}]}"""),
        _ => null,
    };
}
