using System.ComponentModel.DataAnnotations;
using Workforce.Workers.Llm;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Tests.Llm;

public sealed class ToolTests
{
    private readonly List<string> ran = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_of_one_answer_run_in_order_reads_at_once_and_writes_as_proposals(bool streamed)
    {
        await using var server = await ModelServer.StartAsync(
            ModelAnswer.Calls(("c1", "find_person", """{"name":"Zoë"}"""), ("c2", "set_level", """{"name":"Zoë","level":4}"""), ("c3", "find_person", """{"name":"Ben"}""")),
            ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        var reply = await asking.AskAsync(Question(Find(), Set()) with { OnText = streamed ? _ => { } : null });

        Assert.Equal((3, 220L), (reply.Value.Level, reply.InputTokens));
        Assert.Equal(["find Zoë", "propose Zoë 4", "find Ben"], ran);
        var said = server.Said(1);
        Assert.Equal(["tool: {\"name\":\"Zoë\",\"clinic\":\"Nord\"}", "tool: {\"name\":\"Ben\",\"clinic\":\"Nord\"}"], [said[3].Replace("\\u00eb", "ë", StringComparison.OrdinalIgnoreCase).Replace("\\u00EB", "ë", StringComparison.Ordinal), said[5]]);
        Assert.Contains("waits for a decision by a person; nothing is changed yet", said[4], StringComparison.Ordinal);
        var calls = (await asking.TraceAsync()).Calls;
        Assert.Equal(["find_person ran", "set_level proposed", "find_person ran"], calls[0].ToolCalls.Select(call => $"{call.Name} {call.Outcome}"));
        Assert.Equal(["small Ok 100+10 140", "small Ok 120+30 240"], await asking.LogAsync());
        await asking.SettledAsync();
    }

    [Theory]
    [InlineData("set_level", """{"name":"Zoë","level":9}""", "level: 9 is above the maximum of 5")]
    [InlineData("set_level", """{"name":"Zoë"}""", "level: is missing: give a whole number")]
    [InlineData("set_level", """{"name":"Zoë","level":4,"sudo":true}""", "sudo: is no known name")]
    [InlineData("Set_Level", """{"name":"Zoë","level":4}""", "Set_Level")]
    [InlineData("drop_table", """{}""", "drop_table")]
    public async Task A_call_that_does_not_fit_is_told_so_and_does_nothing(string name, string arguments, string told)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Calls(("c1", name, arguments)), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Question(Set()));

        Assert.Empty(ran);
        Assert.Contains(told, server.Said(1)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"Zoë","level""")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    public async Task Arguments_that_are_no_json_object_run_nothing_and_end_nothing(string arguments)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Calls(("c1", "set_level", arguments)), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        Assert.Equal(3, (await asking.AskAsync(Question(Set()))).Value.Level);
        Assert.Empty(ran);
    }

    [Fact]
    public async Task A_tool_that_fails_says_nothing_of_why_and_one_that_refuses_does()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Calls(("c1", "broken", "{}"), ("c2", "strict", "{}")), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Question(
            ModelTool.Read<Nothing>("broken", "Breaks.", (_, _) => throw new InvalidOperationException("connection string with password")),
            ModelTool.Read<Nothing>("strict", "Refuses.", (_, _) => throw new ToolRefusedException("Ask for one clinic at a time."))));

        Assert.Equal(["tool: Error: the tool failed.", "tool: Error: Ask for one clinic at a time."], server.Said(1)[^2..]);
        Assert.Equal(["failed", "failed"], (await asking.TraceAsync()).Calls[0].ToolCalls.Select(call => call.Outcome));
    }

    [Fact]
    public async Task A_result_from_outside_is_marked_as_data_and_a_long_one_is_cut()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Calls(("c1", "page", "{}")), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Question(ModelTool.Read<Nothing>("page", "Fetches.", (_, _) => Task.FromResult<object?>(new string('x', 50_000)), outside: "web page")));

        var result = server.Said(1)[^1];
        Assert.StartsWith("tool: <data ", result, StringComparison.Ordinal);
        Assert.Contains("[cut: 50,000 characters in all; ask for less]", result, StringComparison.Ordinal);
        Assert.InRange(result.Length, 20_000, 20_200);
    }

    [Fact]
    public async Task A_model_that_never_stops_asking_for_tools_is_made_to_answer_and_its_trace_stays_small()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Calls(("c1", "find_person", """{"name":"Zoë"}""")));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:ToolRounds", "12"), ("Model:Repairs", "0"), ("Model:Profiles:json_fast:1", "small"));
        await asking.ExecuteAsync($"insert into agents.budget (tenant_id, scope, name, tokens, usd) values ('{asking.Tenant}', 'agent', 'skill_scout', 1000000, 1), ('{asking.Tenant}', 'run', '*', 1000000, 1)");

        await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Question(Find()) with { Parts = [ModelPart.Own(new string('x', 3_000))] }));

        // Twelve rounds of each of the two models.
        Assert.Equal(24, server.Requests.Count);
        Assert.Null(server.Requests[11]["tools"]);
        Assert.NotNull(server.Requests[10]["tools"]);
        var trace = await asking.TraceAsync();
        // What was sent grows with the square of the rounds, what is kept does not: each message is there once.
        var kept = trace.Said.Values.Sum(thread => thread.Sum(message => message.Content.Length));
        Assert.InRange(kept, 3_000, 3_000 + (trace.Calls.Count * 200) + 500);
    }

    [Fact]
    public void Two_tools_of_one_name_are_an_error_and_so_is_a_name_that_is_none()
    {
        var registry = new ToolRegistry().Add(Find()).Add(Set());

        Assert.Equal(["set_level", "find_person"], registry.Of("set_level", "find_person").Select(tool => tool.Name));
        Assert.Throws<InvalidOperationException>(() => registry.Add(Find()));
        Assert.Throws<InvalidOperationException>(() => registry.Of("Find_Person"));
        Assert.Equal((ToolPermission.Read, ToolPermission.Write), (Find().Permission, Set().Permission));
    }

    private static ModelQuestion<Skills> Question(params ModelTool[] tools) => Skills.Question with { Tools = tools };

    private ModelTool Find() => ModelTool.Read<Person>("find_person", "Finds a person.", (person, _) =>
    {
        ran.Add($"find {person.Name}");
        return Task.FromResult<object?>(new { name = person.Name, clinic = "Nord" });
    });

    private ModelTool Set() => ModelTool.Write<PersonLevel>("set_level", "Sets a level.", (person, _) =>
    {
        ran.Add($"propose {person.Name} {person.Level}");
        return Task.FromResult(new FiledProposal(Guid.Empty, "Raise Zoë to 4"));
    });

    private sealed record Nothing;

    private sealed record Person([MaxLength(40)] string Name);

    private sealed record PersonLevel(string Name, [Range(1, 5)] int Level);
}
