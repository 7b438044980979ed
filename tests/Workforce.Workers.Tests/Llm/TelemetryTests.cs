using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Tests.Llm;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_request_and_each_tool_is_a_span_by_the_conventions_names()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Workforce.Llm",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(500), ModelAnswer.Calls(("c1", "find", "{}")), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        using var run = new Activity("run").Start();
        await asking.AskAsync(Skills.Question with { Tools = [ModelTool.Read<Nothing>("find", "Finds.", (_, _) => Task.FromResult<object?>("secret words"))] });

        var ours = spans.Where(span => Equals(span.GetTagItem("workforce.run.id"), asking.Run.ToString()) || span.DisplayName == "execute_tool find").ToArray();
        Assert.Equal(["chat small", "chat small", "execute_tool find", "chat small"], ours.Select(span => span.DisplayName));
        Assert.All(ours, span => Assert.Equal(run.SpanId, span.ParentSpanId));
        Assert.Equal("System.ClientModel.ClientResultException", ours[0].GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, ours[0].Status);
        var exception = Assert.Single(ours[0].Events);
        Assert.Equal(("gen_ai.client.operation.exception", "exception.message exception.type"), (exception.Name, string.Join(' ', exception.Tags.Select(tag => tag.Key).Order())));
        Assert.Equal(ActivityKind.Internal, ours[2].Kind);
        Assert.Equal(
            [
                "gen_ai.agent.id: skill_scout", "gen_ai.operation.name: execute_tool", "gen_ai.tool.call.id: c1", "gen_ai.tool.description: Finds.", "gen_ai.tool.name: find", "gen_ai.tool.type: function",
                $"workforce.run.id: {asking.Run}",
            ],
            ours[2].TagObjects.Select(tag => $"{tag.Key}: {tag.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.provider.name"] = "127.0.0.1",
                ["gen_ai.request.model"] = "small",
                ["gen_ai.request.max_tokens"] = 400,
                ["gen_ai.request.temperature"] = 0f,
                ["gen_ai.request.stream"] = false,
                ["gen_ai.output.type"] = "json",
                ["gen_ai.prompt.name"] = "test.skills",
                ["gen_ai.agent.id"] = "skill_scout",
                ["gen_ai.response.id"] = "reply-1",
                ["gen_ai.response.model"] = "small-2026",
                ["gen_ai.usage.input_tokens"] = 120L,
                ["gen_ai.usage.output_tokens"] = 30L,
                ["server.address"] = "127.0.0.1",
                ["server.port"] = new Uri(server.Address).Port,
                ["workforce.department"] = "people",
                ["workforce.cost.amount"] = 0.00024,
                ["workforce.cost.currency"] = "USD",
            }.OrderBy(tag => tag.Key),
            ours[3].TagObjects.Where(tag => tag.Key is not ("workforce.run.id" or "workforce.tenant.id" or "gen_ai.conversation.id" or "gen_ai.response.finish_reasons")).OrderBy(tag => tag.Key));
        Assert.Equal(["stop"], (string[])ours[3].GetTagItem("gen_ai.response.finish_reasons")!);
        // What was said stays out of traces unless the operator asks for it.
        Assert.All(ours, span => Assert.DoesNotContain("secret words", string.Concat(span.TagObjects.Select(tag => tag.Value)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_durations_and_money_are_measured_without_any_id_as_a_dimension()
    {
        var seen = new ConcurrentQueue<(string Name, double Value, string[] Keys, string? Port)>();
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray();
            seen.Enqueue((instrument.Name, value, [.. all.Select(tag => tag.Key).Order()], all.FirstOrDefault(tag => tag.Key == "server.port").Value?.ToString()));
        }

        using var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Meter.Name == "Workforce.Llm") { me.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Skills.Question with { OnText = _ => { } });

        var ours = seen.Where(one => one.Port == new Uri(server.Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(
            [
                "gen_ai.client.operation.duration", "gen_ai.client.operation.time_per_output_chunk", "gen_ai.client.operation.time_to_first_chunk", "gen_ai.client.token.usage",
            ],
            ours.Select(one => one.Name).Distinct().Order(StringComparer.Ordinal));
        string[] common = ["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model"];
        Assert.All(ours, one => Assert.Equal(
            [.. common, .. one.Name.EndsWith("per_output_chunk", StringComparison.Ordinal) ? Array.Empty<string>() : ["gen_ai.response.model"], .. one.Name.EndsWith("usage", StringComparison.Ordinal) ? ["gen_ai.token.type"] : Array.Empty<string>(), "server.address", "server.port"],
            one.Keys));
        Assert.Equal([30d, 120d], ours.Where(one => one.Name == "gen_ai.client.token.usage").Select(one => one.Value).Order());
        Assert.Contains(seen, one => one is { Name: "workforce.budget.settled", Value: > 0 });
        Assert.All(seen, one => Assert.DoesNotContain(one.Keys, key => key.EndsWith(".id", StringComparison.Ordinal)));
    }

    private sealed record Nothing;
}
