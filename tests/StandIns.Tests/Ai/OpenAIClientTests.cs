using System.ClientModel;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace StandIns.Tests.Ai;

public sealed class OpenAIClientTests
{
    [Fact]
    public async Task A_conversation_goes_out_as_the_protocol_wants_it()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("ok"));
        ChatMessage[] conversation =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, [new TextContent("What is on it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.Assistant, [new TextContent("Let me look."), new FunctionCallContent("call-1", "look", new Dictionary<string, object?> { ["page"] = 2 })]),
            new(ChatRole.Tool, [new FunctionResultContent("call-1", new { total = 12.5m })]),
        ];

        await server.Client.AsIChatClient().GetResponseAsync(conversation, new ChatOptions { Instructions = "Answer in Danish." });

        Assert.Equal(
            """
            [
              {"role":"system","content":"Answer in Danish."},
              {"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is on it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},
              {"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call-1","type":"function","function":{"name":"look","arguments":"{\u0022page\u0022:2}"}}]},
              {"role":"tool","tool_call_id":"call-1","content":"{\u0022total\u0022:12.5}"}
            ]
            """,
            Lines(server.Asked[0]["messages"]!.AsArray()));
    }

    [Fact]
    public async Task Options_go_out_and_the_model_of_one_request_wins()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("ok"), ModelServer.Says("ok"));
        var client = server.Client.AsIChatClient();

        await client.GetResponseAsync("Hi", new ChatOptions
        {
            ModelId = "large-model",
            Temperature = 0.25f,
            TopP = 0.5f,
            MaxOutputTokens = 100,
            FrequencyPenalty = 0.75f,
            PresencePenalty = 1f,
            Seed = 7,
            StopSequences = ["END"],
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
            ResponseFormat = ChatResponseFormat.Json,
        });
        await client.GetResponseAsync("Hi");

        var first = server.Asked[0];
        first.Remove("messages");
        Assert.Equal(
            """{"frequency_penalty":0.75,"max_completion_tokens":100,"model":"large-model","presence_penalty":1,"reasoning_effort":"low","response_format":{"type":"json_object"},"seed":7,"stop":["END"],"temperature":0.25,"top_p":0.5}""",
            Sorted(first));
        Assert.Equal("small-model", server.Asked[1]["model"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reply_comes_back_with_its_text_usage_and_origin()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("Hej."));

        var response = await server.Client.AsIChatClient().GetResponseAsync("Hi");

        Assert.Equal(
            ("Hej.", "chat-1", "small-model-2026", ChatFinishReason.Stop, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            (response.Text, response.ResponseId, response.ModelId, response.FinishReason, response.CreatedAt));
        Assert.Equal(
            (11L, 7L, 18L, 4L, 2L),
            (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount, response.Usage.CachedInputTokenCount, response.Usage.ReasoningTokenCount));
    }

    [Fact]
    public async Task A_refusal_is_an_error_in_the_reply()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Answers("""{ "role": "assistant", "content": null, "refusal": "I will not." }""", "stop"));

        var response = await server.Client.AsIChatClient().GetResponseAsync("Hi");

        var error = Assert.IsType<ErrorContent>(Assert.Single(response.Messages.Single().Contents));
        Assert.Equal(("I will not.", "Refusal"), (error.Message, error.ErrorCode));
    }

    [Fact]
    public async Task A_stream_arrives_piece_by_piece_with_usage_at_the_end()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Streams("stop", """{ "role": "assistant", "content": "Hej" }""", """{ "content": ", du" }""", """{ "content": "." }"""));

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in server.Client.AsIChatClient().GetStreamingResponseAsync("Hi"))
            updates.Add(update);

        Assert.Equal(["Hej", ", du", "."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.All(updates, update => Assert.Equal((ChatRole.Assistant, "chat-1", "small-model-2026"), (update.Role, update.ResponseId, update.ModelId)));
        var whole = updates.ToChatResponse();
        Assert.Equal(("Hej, du.", ChatFinishReason.Stop, 18L), (whole.Text, whole.FinishReason, whole.Usage!.TotalTokenCount));
        Assert.True(server.Asked[0]["stream"]!.GetValue<bool>());
        Assert.True(server.Asked[0]["stream_options"]!["include_usage"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Calls_that_are_streamed_in_fragments_come_back_whole_and_in_order()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Streams(
            "tool_calls",
            """{ "role": "assistant", "tool_calls": [ { "index": 0, "id": "a", "type": "function", "function": { "name": "look", "arguments": "" } } ] }""",
            """{ "tool_calls": [ { "index": 0, "function": { "arguments": "{\"pa" } } ] }""",
            """{ "tool_calls": [ { "index": 1, "id": "b", "type": "function", "function": { "name": "stop", "arguments": "{}" } } ] }""",
            """{ "tool_calls": [ { "index": 0, "function": { "arguments": "ge\":2}" } } ] }"""));

        var response = await server.Client.AsIChatClient().GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        var calls = response.Messages.Single().Contents.OfType<FunctionCallContent>().ToArray();
        Assert.Equal([("a", "look", """{"page":2}"""), ("b", "stop", "{}")], calls.Select(call => (call.CallId, call.Name, System.Text.Json.JsonSerializer.Serialize(call.Arguments))));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Arguments_that_are_no_json_are_kept_as_an_error_of_the_call()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "look", "{page")));

        var response = await server.Client.AsIChatClient().GetResponseAsync("Hi");

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages.Single().Contents));
        Assert.NotNull(call.Exception);
    }

    [Fact]
    public async Task A_tool_goes_out_with_its_schema_and_the_mode_asked_for()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("ok"));
        var tool = AIFunctionFactory.Create((int page, string? word = null) => $"{page}{word}", "look", "Looks at a page.");

        await server.Client.AsIChatClient().GetResponseAsync("Hi", new ChatOptions { Tools = [tool], ToolMode = ChatToolMode.RequireSpecific("look"), AllowMultipleToolCalls = false });

        Assert.Equal(
            """{"function":{"description":"Looks at a page.","name":"look","parameters":{"properties":{"page":{"type":"integer"},"word":{"default":null,"type":["string","null"]}},"required":["page"],"type":"object"}},"type":"function"}""",
            Sorted(server.Asked[0]["tools"]!.AsArray().Single()!.AsObject()));
        Assert.Equal("""{"function":{"name":"look"},"type":"function"}""", Sorted(server.Asked[0]["tool_choice"]!.AsObject()));
        Assert.False(server.Asked[0]["parallel_tool_calls"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_schema_goes_out_closed_and_what_the_protocol_refuses_is_told_in_words()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("{}"));
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"iban":{"type":"string","description":"The account.","pattern":"^[A-Z]","maxLength":34},"rate":{"type":"number","minimum":0}},"required":["iban"]}""");

        await server.Client.AsIChatClient().GetResponseAsync("Hi", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "Account", "An account.") });

        Assert.Equal(
            """{"json_schema":{"description":"An account.","name":"Account","schema":{"additionalProperties":false,"properties":{"iban":{"description":"The account.\nmaxLength: 34\npattern: \u0022^[A-Z]\u0022","type":"string"},"rate":{"description":"minimum: 0","type":"number"}},"required":["iban","rate"],"type":"object"}},"type":"json_schema"}""",
            Sorted(server.Asked[0]["response_format"]!));
    }

    [Fact]
    public async Task An_error_of_the_server_reaches_the_caller_with_its_status_and_headers()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Refuses(429));

        var error = await Assert.ThrowsAsync<ClientResultException>(async () => await server.Client.AsIChatClient().GetResponseAsync("Hi"));

        Assert.Equal(429, error.Status);
        Assert.True(error.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var after));
        Assert.Equal("12", after);
        Assert.Contains("Too many tokens.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_protocol_cannot_carry_is_refused_before_anything_is_sent()
    {
        await using var server = await ModelServer.StartAsync();

        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await server.Client.AsIChatClient()
            .GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "video/mp4")])));

        Assert.Contains("DataContent", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task The_client_says_who_it_talks_to()
    {
        await using var server = await ModelServer.StartAsync();
        var client = server.Client.AsIChatClient();

        var metadata = client.GetRequiredService<ChatClientMetadata>();

        Assert.Equal(("openai", "small-model", "127.0.0.1"), (metadata.ProviderName, metadata.DefaultModelId, metadata.ProviderUri!.Host));
        Assert.NotNull(client.GetService<OpenAI.Chat.ChatClient>());
    }

    private static string Lines(JsonArray array) => $"[\n{string.Join(",\n", array.Select(item => "  " + item!.ToJsonString()))}\n]";

    private static string Sorted(JsonNode node) => Sort(node)!.ToJsonString();

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => KeyValuePair.Create(property.Key, Sort(property.Value)))),
        _ => node?.DeepClone(),
    };
}
