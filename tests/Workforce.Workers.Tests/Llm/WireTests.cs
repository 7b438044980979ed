using System.Text.Json.Nodes;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Tests.Llm;

public sealed class WireTests
{
    [Theory]
    [InlineData("Schema", "json_schema", false)]
    [InlineData("Json", "json_object", true)]
    [InlineData("Prompt", null, true)]
    public async Task A_server_is_told_what_a_reply_must_look_like_in_the_way_it_understands(string structured, string? format, bool inWords)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:Models:small:Structured", structured));

        await asking.AskAsync(Skills.Question);

        Assert.Equal(format, server.Requests[0]["response_format"]?["type"]?.GetValue<string>());
        Assert.Equal(inWords, server.Said(0)[0].Contains("\"maximum\":5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_reasons_gets_no_temperature_and_a_router_is_told_whom_to_prefer()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:Models:small:Reasoning", "true"), ("Model:Preferences", """{"data_collection":"deny"}"""));

        await asking.AskAsync(Skills.Question with { Temperature = 0.7f });

        Assert.Null(server.Requests[0]["temperature"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"data_collection":"deny"}"""), server.Requests[0]["provider"]));
    }

    [Fact]
    public async Task A_picture_travels_with_the_question_and_is_counted()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good, ""));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Skills.Question with { Parts = [ModelPart.Own("What is this?"), ModelPart.File([1, 2, 3], "image/png")] });

        Assert.Equal("data:image/png;base64,AQID", server.Requests[0]["messages"]![1]!["content"]![1]!["image_url"]!["url"]!.GetValue<string>());
        var trace = await asking.TraceAsync();
        Assert.InRange(trace.Calls[0].InputTokens, 1_500, 2_000);
        Assert.Equal("What is this?\n[image/png, 3 bytes]", trace.Said.Values.Single()[1].Content);
    }
}
