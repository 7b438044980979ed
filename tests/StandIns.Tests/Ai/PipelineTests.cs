using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Workforce.Testing;

namespace StandIns.Tests.Ai;

public sealed class PipelineTests
{
    [Fact]
    public async Task The_layer_added_first_sees_a_request_first_and_its_response_last()
    {
        var seen = new List<string>();
        ChatClientBuilder Trace(ChatClientBuilder builder, string name) => builder.Use(
            async (messages, options, inner, cancellationToken) =>
            {
                seen.Add($"{name} in");
                var response = await inner.GetResponseAsync(messages, options, cancellationToken);
                seen.Add($"{name} out");
                return response;
            },
            null);
        var client = Trace(Trace(new ChatClientBuilder(Says("Hi")), "outer"), "inner").Build();

        var response = await client.GetResponseAsync("Hello");

        Assert.Equal("Hi", response.Text);
        Assert.Equal(["outer in", "inner in", "inner out", "outer out"], seen);
    }

    [Fact]
    public async Task A_layer_that_answers_one_way_serves_the_other_too()
    {
        var whole = new ChatClientBuilder(Says("unused")).Use((_, _, _, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "whole"))), null).Build();
        var streamed = new ChatClientBuilder(Says("unused")).Use(null, (_, _, _, _) => new[] { new ChatResponseUpdate(ChatRole.Assistant, "stre"), new ChatResponseUpdate(ChatRole.Assistant, "amed") }.ToAsyncEnumerable()).Build();

        Assert.Equal("whole", (await whole.GetStreamingResponseAsync("Hello").ToChatResponseAsync()).Text);
        Assert.Equal("streamed", (await streamed.GetResponseAsync("Hello")).Text);
    }

    [Fact]
    public async Task Options_are_changed_on_a_copy()
    {
        ChatOptions? sent = null;
        var client = new ChatClientBuilder(Says("Hi", options => sent = options)).ConfigureOptions(options => options.Temperature = 0).Build();
        var asked = new ChatOptions { Temperature = 1, TopP = 0.5f };

        await client.GetResponseAsync("Hello", asked);

        Assert.Equal((1f, 0f, 0.5f), (asked.Temperature, sent!.Temperature, sent.TopP));
    }

    [Fact]
    public async Task Registered_clients_are_built_with_their_layers_and_told_apart_by_key()
    {
        var services = new ServiceCollection();
        services.AddChatClient(Says("plain")).ConfigureOptions(options => options.ModelId = "fast");
        services.AddKeyedChatClient("powerful", _ => Says("keyed"));
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<ConfigureOptionsChatClient>(provider.GetRequiredService<IChatClient>());
        Assert.Same(provider.GetRequiredService<IChatClient>(), provider.GetRequiredService<IChatClient>());
        Assert.Equal("keyed", (await provider.GetRequiredKeyedService<IChatClient>("powerful").GetResponseAsync("Hello")).Text);
    }

    [Fact]
    public void A_layer_that_is_null_is_named_by_its_place()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ChatClientBuilder(Says("Hi")).Use(inner => inner).Use(_ => null!).Build());

        Assert.Contains("Layer 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_leaves_a_span_and_figures()
    {
        var source = $"test.{Guid.NewGuid():N}";
        var spans = new List<Activity>();
        using var listener = Listen(source, spans);
        using var figures = new Figures(source);
        await using var server = await ModelServer.StartAsync(ModelServer.Says("Hej."));
        var client = server.Client.AsIChatClient().AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        await client.GetResponseAsync("Hi", new ChatOptions { Temperature = 0.5f, MaxOutputTokens = 9 });

        var span = Assert.Single(spans);
        Assert.Equal(("chat small-model", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        var tags = span.TagObjects.Where(tag => tag.Key != "server.port").ToDictionary(tag => tag.Key, tag => tag.Value is string[] list ? string.Join(',', list) : tag.Value);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.provider.name"] = "openai",
                ["gen_ai.request.model"] = "small-model",
                ["gen_ai.request.temperature"] = 0.5f,
                ["gen_ai.request.max_tokens"] = 9,
                ["gen_ai.response.id"] = "chat-1",
                ["gen_ai.response.model"] = "small-model-2026",
                ["gen_ai.response.finish_reasons"] = "stop",
                ["gen_ai.usage.input_tokens"] = 11L,
                ["gen_ai.usage.output_tokens"] = 7L,
                ["server.address"] = "127.0.0.1",
            },
            tags);
        Assert.Equal([("gen_ai.client.token.usage", "input", 11), ("gen_ai.client.token.usage", "output", 7), ("gen_ai.client.operation.duration", null, 1)], figures.Taken);
    }

    [Fact]
    public async Task A_failure_marks_the_span_and_a_function_is_a_span_below()
    {
        var source = $"test.{Guid.NewGuid():N}";
        var spans = new List<Activity>();
        using var listener = Listen(source, spans);
        await using var server = await ModelServer.StartAsync(ModelServer.Calls(("a", "now", "{}")), ModelServer.Refuses(500));
        var client = server.Client.AsIChatClient().AsBuilder().UseFunctionInvocation().UseOpenTelemetry(sourceName: source).Build();

        await Record.ExceptionAsync(async () => await client.GetResponseAsync("Hi", new ChatOptions { Tools = [AIFunctionFactory.Create(() => "noon", "now")] }));

        Assert.Equal(["chat small-model", "execute_tool now", "chat small-model"], spans.Select(span => span.DisplayName));
        Assert.Equal(ActivityStatusCode.Error, spans[^1].Status);
        Assert.Equal("System.ClientModel.ClientResultException", spans[^1].GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_stream_leaves_one_span_with_its_usage()
    {
        var source = $"test.{Guid.NewGuid():N}";
        var spans = new List<Activity>();
        using var listener = Listen(source, spans);
        await using var server = await ModelServer.StartAsync(ModelServer.Streams("stop", """{ "role": "assistant", "content": "Hej" }"""));
        var client = server.Client.AsIChatClient().AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        Assert.Equal((7L, "stop"), (Assert.Single(spans).GetTagItem("gen_ai.usage.output_tokens"), string.Join(',', (string[])spans[0].GetTagItem("gen_ai.response.finish_reasons")!)));
    }

    [Fact]
    public async Task Requests_are_logged_and_their_words_only_at_trace()
    {
        foreach (var (level, words) in new[] { (LogLevel.Debug, false), (LogLevel.Trace, true) })
        {
            var logs = new TestLogs();
            using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(level).AddProvider(logs));

            await new ChatClientBuilder(Says("the answer")).UseLogging(factory).Build().GetResponseAsync("the question");

            Assert.Contains(logs.Entries, entry => entry.Message.StartsWith("Asking the model", StringComparison.Ordinal));
            Assert.Equal(words, logs.Entries.Any(entry => entry.Message.Contains("the question", StringComparison.Ordinal)));
            Assert.Equal(words, logs.Entries.Any(entry => entry.Message.Contains("the answer", StringComparison.Ordinal)));
        }
    }

    private static ActivityListener Listen(string source, List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static Answering Says(string text, Action<ChatOptions?>? seen = null) => new Answering(text, seen);

    private sealed class Answering(string text, Action<ChatOptions?>? seen) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            seen?.Invoke(options);
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            => new[] { new ChatResponseUpdate(ChatRole.Assistant, text) }.ToAsyncEnumerable();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Figures : IDisposable
    {
        private readonly MeterListener listener = new();

        public Figures(string meter)
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == meter)
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Taken.Add((instrument.Name, Type(tags), value)));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Taken.Add((instrument.Name, Type(tags), value > 0 ? 1 : 0)));
            listener.Start();
        }

        public List<(string Name, string? Type, int Value)> Taken { get; } = [];

        public void Dispose() => listener.Dispose();

        private static string? Type(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
                if (tag.Key == "gen_ai.token.type")
                    return (string?)tag.Value;

            return null;
        }
    }
}
