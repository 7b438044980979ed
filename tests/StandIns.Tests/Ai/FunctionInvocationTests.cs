using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace StandIns.Tests.Ai;

public sealed class FunctionInvocationTests
{
    [Fact]
    public async Task A_model_gets_the_results_of_its_calls_until_it_answers()
    {
        await using var server = await ModelServer.StartAsync(
            ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")),
            ModelServer.Calls(("b", "add", """{"left":3,"right":4}"""), ("c", "add", """{"left":5,"right":6}""")),
            ModelServer.Says("21"));

        var response = await Client(server).GetResponseAsync("Add them.", new ChatOptions { Tools = [Add] });

        Assert.Equal("21", response.Messages[^1].Text);
        Assert.Equal([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant], response.Messages.Select(message => message.Role));
        Assert.Equal([("a", "3"), ("b", "7"), ("c", "11")], Results(server));
        Assert.Equal((33L, 21L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_calls_and_shows_their_results()
    {
        await using var server = await ModelServer.StartAsync(
            ModelServer.Streams("tool_calls", """{ "role": "assistant", "tool_calls": [ { "index": 0, "id": "a", "type": "function", "function": { "name": "add", "arguments": "{\"left\":1,\"right\":2}" } } ] }"""),
            ModelServer.Streams("stop", """{ "role": "assistant", "content": "It is" }""", """{ "content": " 3" }"""));

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Client(server).GetStreamingResponseAsync("Add them.", new ChatOptions { Tools = [Add] }))
            updates.Add(update);

        Assert.Equal("3", updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>().Single().Result!.ToString());
        Assert.Equal("It is 3", updates.ToChatResponse().Messages[^1].Text);
        Assert.Equal([("a", "3")], Results(server));
    }

    [Fact]
    public async Task A_function_that_fails_is_told_to_the_model_without_the_exceptions_text()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "read", "{}")), ModelServer.Says("It failed."));

        var response = await Client(server).GetResponseAsync("Read it.", new ChatOptions { Tools = [Failing("The password is hunter2.")] });

        Assert.Equal("It failed.", response.Messages[^1].Text);
        Assert.Equal([("a", "Error: the function failed.")], Results(server));
    }

    [Fact]
    public async Task The_exceptions_text_can_be_let_through()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "read", "{}")), ModelServer.Says("It failed."));

        await Client(server, client => client.IncludeDetailedErrors = true).GetResponseAsync("Read it.", new ChatOptions { Tools = [Failing("No such page: 9.")] });

        Assert.Equal([("a", "Error: the function failed: No such page: 9.")], Results(server));
    }

    [Fact]
    public async Task A_function_that_keeps_failing_reaches_the_caller()
    {
        await using var server = await ModelServer.StartAsync([.. Enumerable.Range(0, 5).Select(trip => ModelServer.Calls(($"call-{trip}", "read", "{}")))]);

        var error = await Assert.ThrowsAsync<IOException>(async () => await Client(server).GetResponseAsync("Read it.", new ChatOptions { Tools = [Failing("gone")] }));

        Assert.Equal("gone", error.Message);
        Assert.Equal(4, server.Asked.Count);
    }

    [Fact]
    public async Task A_call_of_an_unknown_function_is_told_to_the_model()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "drop_tables", "{}")), ModelServer.Says("Sorry."));

        await Client(server).GetResponseAsync("Do it.", new ChatOptions { Tools = [Add] });

        Assert.Equal([("a", "Error: there is no function 'drop_tables'.")], Results(server));
    }

    [Fact]
    public async Task On_the_last_trip_the_model_is_given_no_functions()
    {
        await using var server = await ModelServer.StartAsync(
            ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")), ModelServer.Calls(("b", "add", """{"left":1,"right":2}""")), ModelServer.Says("Enough."));

        var response = await Client(server, client => client.MaximumIterationsPerRequest = 3).GetResponseAsync("Add.", new ChatOptions { Tools = [Add] });

        Assert.Equal("Enough.", response.Messages[^1].Text);
        Assert.Equal([true, true, false], server.Asked.Select(request => request["tools"] is not null));
    }

    [Fact]
    public async Task A_model_that_goes_on_calling_is_asked_no_more_often_than_is_allowed()
    {
        await using var server = await ModelServer.StartAsync([.. Enumerable.Repeat(ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")), 5)]);

        await Client(server, client => client.MaximumIterationsPerRequest = 3).GetResponseAsync("Add.", new ChatOptions { Tools = [Add] });

        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task A_required_call_is_required_once()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")), ModelServer.Says("3"));

        await Client(server).GetResponseAsync("Add.", new ChatOptions { Tools = [Add], ToolMode = ChatToolMode.RequireAny });

        Assert.Equal(["required", null], server.Asked.Select(request => request["tool_choice"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_tool_without_a_body_is_left_to_the_caller()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")));

        var response = await Client(server).GetResponseAsync("Add.", new ChatOptions { Tools = [Add.AsDeclarationOnly()] });

        Assert.Equal("add", Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages.Single().Contents)).Name);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_function_that_needs_approval_is_never_run_unasked()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")));

        await Assert.ThrowsAsync<NotSupportedException>(async () => await Client(server).GetResponseAsync("Add.", new ChatOptions { Tools = [new ApprovalRequiredAIFunction(Add)] }));
    }

    [Fact]
    public async Task Calls_of_one_trip_can_run_at_the_same_time()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "meet", "{}"), ("b", "meet", "{}")), ModelServer.Says("Met."));
        using var both = new Barrier(2);
        var meet = AIFunctionFactory.Create(() => Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(30))), "meet");

        await Client(server, client => client.AllowConcurrentInvocation = true).GetResponseAsync("Meet.", new ChatOptions { Tools = [meet] });

        Assert.Equal([("a", "true"), ("b", "true")], Results(server));
    }

    [Fact]
    public async Task An_invoker_sees_the_call_and_can_end_the_turn()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "add", """{"left":1,"right":2}""")));
        FunctionInvocationContext? seen = null;

        var response = await Client(server, client => client.FunctionInvoker = (context, _) =>
        {
            seen = context;
            context.Terminate = true;
            return new ValueTask<object?>("filed as a proposal");
        }).GetResponseAsync("Add.", new ChatOptions { Tools = [Add] });

        Assert.Equal(("add", "a", 0, 0, 1, false), (seen!.Function.Name, seen.CallContent.CallId, seen.Iteration, seen.FunctionCallIndex, seen.FunctionCount, seen.IsStreaming));
        Assert.Equal("filed as a proposal", response.Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result);
    }

    private static AIFunction Add => AIFunctionFactory.Create((int left, int right) => left + right, "add");

    private static AIFunction Failing(string why) => AIFunctionFactory.Create(object () => throw new IOException(why), "read");

    private static IChatClient Client(ModelServer server, Action<FunctionInvokingChatClient>? configure = null)
        => server.Client.AsIChatClient().AsBuilder().UseFunctionInvocation(configure: configure).Build();

    private static IEnumerable<(string Id, string Content)> Results(ModelServer server)
        => server.Asked[^1]["messages"]!.AsArray()
            .Where(message => message!["role"]!.GetValue<string>() == "tool")
            .Select(message => (message!["tool_call_id"]!.GetValue<string>(), Text(message["content"]!)));

    private static string Text(JsonNode content) => content is JsonValue text ? text.GetValue<string>() : content.AsArray().Single()!["text"]!.GetValue<string>();
}
