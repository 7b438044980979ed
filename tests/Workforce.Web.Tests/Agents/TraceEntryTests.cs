using System.Text.Json;
using Workforce.Web.Agents;
using Workforce.Web.Tests.Fake;

namespace Workforce.Web.Tests.Agents;

public sealed class TraceEntryTests
{
    [Fact]
    public void A_call_stands_where_it_began_among_the_steps()
    {
        var run = FakeAgents.Runs(empty: false)[0];

        Assert.Equal(
            ["started", "note", "gap_analyzer.training 1", "gap_analyzer.training 2", "proposal", "warning", "finished"],
            TraceEntry.Of(run).Select(entry => entry.Step?.Kind ?? $"{entry.Call!.Question} {entry.Call.Attempt}"));
    }

    [Fact]
    public void Counts_are_plain_values_and_what_was_said_is_who_and_what()
    {
        Assert.Equal([("People read", "1,058"), ("Dry", "no")], TraceEntry.Counts(JsonSerializer.Deserialize<JsonElement>("""{"people_read":1058,"dry":false,"skills":{"a":1},"none":null}""")));
        Assert.Equal([("user", "hello"), ("tool", """{"a":1}""")], TraceEntry.Said(JsonSerializer.Deserialize<JsonElement>("""[{"role":"user","content":"hello"},{"role":"tool","content":{"a":1}},7]""")));
        Assert.Empty(TraceEntry.Said(null));
    }
}
