using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace StandIns.Tests.Ai;

public sealed class StructuredOutputTests
{
    [Fact]
    public async Task A_record_gives_the_schema_and_is_read_from_the_reply()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("""{"merchant":"Netto","amount":12.5,"lines":["milk"]}"""));

        var response = await server.Client.AsIChatClient().GetResponseAsync<Receipt>("Read it.");

        Assert.Equal(("Netto", 12.5m, "milk"), (response.Result.Merchant, response.Result.Amount, response.Result.Lines.Single()));
        Assert.Equal(18, response.Usage!.TotalTokenCount);
        var format = server.Asked[0]["response_format"]!;
        Assert.Equal(("json_schema", "Receipt", "What a shop gave."), (Text(format["type"]), Text(format["json_schema"]!["name"]), Text(format["json_schema"]!["description"])));
        var schema = format["json_schema"]!["schema"]!;
        Assert.Equal(["amount", "lines", "merchant"], schema["properties"]!.AsObject().Select(property => property.Key).Order());
        Assert.Equal(["amount", "lines", "merchant"], schema["required"]!.AsArray().Select(Text).Order());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Strict_is_asked_for_only_where_the_options_say_so()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("{}"), ModelServer.Says("{}"));
        var client = server.Client.AsIChatClient();

        await client.GetResponseAsync<Receipt>("Read it.");
        await client.GetResponseAsync<Receipt>("Read it.", new ChatOptions { AdditionalProperties = new() { ["strict"] = true } });

        Assert.Equal([null, true], server.Asked.Select(request => request["response_format"]!["json_schema"]!["strict"]?.GetValue<bool>()));
    }

    [Fact]
    public async Task A_list_travels_inside_an_object()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("""{"data":[1,2,3]}"""));

        var response = await server.Client.AsIChatClient().GetResponseAsync<int[]>("Count.");

        Assert.Equal([1, 2, 3], response.Result);
        Assert.Equal("object", Text(server.Asked[0]["response_format"]!["json_schema"]!["schema"]!["type"]));
    }

    [Fact]
    public async Task Where_a_server_knows_no_schemas_the_schema_goes_in_a_message()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("""{"merchant":"Netto","amount":1,"lines":[]}"""));

        var response = await server.Client.AsIChatClient().GetResponseAsync<Receipt>([new ChatMessage(ChatRole.User, "Read it.")], useJsonSchemaResponseFormat: false);

        Assert.Equal("Netto", response.Result.Merchant);
        Assert.Equal("""{"type":"json_object"}""", server.Asked[0]["response_format"]!.ToJsonString());
        Assert.Contains("\"merchant\"", Text(server.Asked[0]["messages"]!.AsArray()[^1]!["content"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I could not read it.")]
    [InlineData("""{"merchant":"Netto","amount":"a lot","lines":[]}""")]
    [InlineData("""{"merchant":"Net""")]
    [InlineData("")]
    public async Task A_reply_that_is_not_the_value_says_so(string reply)
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says(reply));

        var response = await server.Client.AsIChatClient().GetResponseAsync<Receipt>("Read it.");

        Assert.False(response.TryGetResult(out var result));
        Assert.Null(result);
        Assert.True(Record.Exception(() => response.Result) is JsonException or InvalidOperationException);
        Assert.Equal(reply, response.Text);
    }

    [Fact]
    public async Task What_a_model_says_after_the_value_is_passed_over()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Says("""{"merchant":"Netto","amount":1,"lines":[]} I hope that helps!"""));

        Assert.Equal("Netto", (await server.Client.AsIChatClient().GetResponseAsync<Receipt>("Read it.")).Result.Merchant);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    [Description("What a shop gave.")]
    public sealed record Receipt(string Merchant, decimal Amount, string[] Lines);
}
