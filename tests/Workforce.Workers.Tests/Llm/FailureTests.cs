using Workforce.Core.Budgets;
using Workforce.Workers.Llm;
using Workforce.Workers.Llm.Pipeline;

namespace Workforce.Workers.Tests.Llm;

public sealed class FailureTests
{
    [Fact]
    public async Task A_server_that_asks_for_a_short_wait_is_asked_again_after_it()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(429, ("retry-after-ms", "20")), ModelAnswer.Status(503, ("retry-after", "0")), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        var reply = await asking.AskAsync(Skills.Question);

        Assert.Equal((3, false), (reply.Tries, reply.Repaired));
        Assert.Equal(["small RateLimited 0+0 0", "small Error 0+0 0", "small Ok 120+30 240"], await asking.LogAsync());
        await asking.SettledAsync();
    }

    [Fact]
    public async Task A_server_that_asks_for_a_long_wait_is_left_alone_until_then()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(429, ("retry-after", "3600")), ModelAnswer.Text(Skills.Good), ModelAnswer.Text(Skills.Good), ModelAnswer.Status(429, ("retry-after", "1800")));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Skills.Question);
        await asking.AskAsync(Skills.Question);
        var none = await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Skills.Question));

        // The second and third question did not bother the first model at all, and somebody who waits knows for how long.
        Assert.Equal(["small RateLimited 0+0 0", "large Ok 120+30 2400", "large Ok 120+30 2400", "large RateLimited 0+0 0"], await asking.LogAsync());
        Assert.InRange(none.RetryAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task What_one_process_is_told_to_wait_for_holds_for_the_others()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(429, ("retry-after", "3600")), ModelAnswer.Text(Skills.Good), ModelAnswer.Text(Skills.Good));
        await using var told = await Asking.StartAsync(server.Address);
        await using var other = await Asking.StartAsync(server.Address, told);

        await told.AskAsync(Skills.Question);
        await other.AskAsync(Skills.Question, other.Caller);

        Assert.Equal(["small RateLimited 0+0 0", "large Ok 120+30 2400"], await told.LogAsync());
        Assert.Equal(["large Ok 120+30 2400"], await other.LogAsync());
        // A shorter wait that comes later, from a call that was under way, cuts nothing.
        await other.Service<ModelPauses>().PauseAsync("small", TimeSpan.FromSeconds(1));
        await using var third = await Asking.StartAsync(server.Address, told);
        Assert.InRange((await third.Service<ModelPauses>().UntilAsync("small"))!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Without_Redis_each_process_knows_what_it_was_told_itself()
    {
        await using var server = await ModelServer.StartAsync(
            ModelAnswer.Status(429, ("retry-after", "3600")), ModelAnswer.Text(Skills.Good), ModelAnswer.Text(Skills.Good), ModelAnswer.Status(429, ("retry-after", "3600")), ModelAnswer.Text(Skills.Good));
        // A port on which nobody listens.
        (string, string?) away = ("ConnectionStrings:cache", "127.0.0.1:1");
        await using var told = await Asking.StartAsync(server.Address, away);
        await using var other = await Asking.StartAsync(server.Address, told, away);

        await told.AskAsync(Skills.Question);
        await told.AskAsync(Skills.Question);
        await other.AskAsync(Skills.Question);

        Assert.Equal(["small RateLimited 0+0 0", "large Ok 120+30 2400", "large Ok 120+30 2400"], await told.LogAsync());
        Assert.Equal(["small RateLimited 0+0 0", "large Ok 120+30 2400"], await other.LogAsync());
    }

    [Fact]
    public async Task A_model_that_goes_on_failing_is_given_up_for_the_next()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(500), ModelAnswer.Status(502), ModelAnswer.Status(500), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        Assert.Equal(4, (await asking.AskAsync(Skills.Question)).Tries);
        Assert.Equal(["small Error 0+0 0", "small Error 0+0 0", "small Error 0+0 0", "large Ok 120+30 2400"], await asking.LogAsync());
    }

    [Fact]
    public async Task A_request_that_a_server_calls_wrong_is_not_repeated_to_it()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Status(400), ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);

        Assert.Equal(2, (await asking.AskAsync(Skills.Question)).Tries);
    }

    [Fact]
    public async Task A_connection_that_drops_in_the_middle_is_charged_for_what_came_and_tried_again()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(ModelAnswer.Drop("The gap is cl", arrived.Task), ModelAnswer.Text("The gap is closing."));
        await using var asking = await Asking.StartAsync(server.Address);
        var seen = new List<string>();
        void See(string text)
        {
            seen.Add(text);
            arrived.TrySetResult();
        }

        var reply = await asking.AskAsync(new ModelQuestion<string> { Name = "test.text", Profile = ModelProfile.TextSpeed, Instructions = "Say it.", Parts = [ModelPart.Own("Now.")], OnText = See });

        Assert.Equal("The gap is closing.", reply.Value);
        // The second try begins anew for whoever watches.
        Assert.Equal(["The gap is cl", "The gap", "The gap is clo", "The gap is closing."], seen);
        var calls = (await asking.TraceAsync()).Calls;
        Assert.Equal((ModelCallStatus.Error, true, 5, ModelCallStatus.Ok), (calls[0].Status, calls[0].Estimated, calls[0].OutputTokens, calls[1].Status));
        Assert.True(calls[0].CostUsd > 0);
        await asking.SettledAsync();
    }

    [Fact]
    public async Task A_model_that_does_not_answer_in_time_is_charged_for_what_it_was_sent()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Hang());
        await using var asking = await Asking.StartAsync(server.Address, ("Model:TimeoutSeconds", "1"), ("Model:Tries", "1"), ("Model:Profiles:json_fast:1", "small"));

        await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Skills.Question));

        var call = (await asking.TraceAsync()).Calls[0];
        Assert.Equal((ModelCallStatus.Timeout, true, 0), (call.Status, call.Estimated, call.OutputTokens));
        Assert.True(call.InputTokens > 50 && call.CostUsd > 0);
        await asking.SettledAsync();
    }

    [Fact]
    public async Task A_server_that_is_not_there_costs_nothing()
    {
        await using var asking = await Asking.StartAsync("http://127.0.0.1:1/v1");

        await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Skills.Question));

        Assert.Equal(0, await asking.SettledAsync());
        Assert.Equal(6, (await asking.TraceAsync()).Calls.Count);
    }

    [Theory]
    [InlineData("<html>The gateway is having a rest.</html>", "text/html")]
    [InlineData("""{"id":"x","choices":[{"index":0,"mess""", "application/json")]
    [InlineData("""{"hello":"world"}""", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("", "application/json")]
    public async Task What_is_no_completion_is_an_error_with_a_charge_and_no_more(string body, string type)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Raw(body, type));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:Tries", "1"));

        var none = await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Skills.Question));

        Assert.StartsWith("small: The answer cannot be read", none.Message, StringComparison.Ordinal);
        Assert.All((await asking.TraceAsync()).Calls, call => Assert.Equal((ModelCallStatus.Error, true), (call.Status, call.Estimated)));
        Assert.True(await asking.SettledAsync() > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_does_not_end_is_cut_off(bool streamed)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(new string('x', 200_000)));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:MaxReplyBytes", "65536"), ("Model:Tries", "3"));

        var none = await Assert.ThrowsAsync<ModelUnavailableException>(() => asking.AskAsync(Skills.Question with { OnText = streamed ? _ => { } : null }));

        Assert.Contains("larger than 65,536 bytes", none.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        await asking.SettledAsync();
    }

    [Fact]
    public async Task A_stopped_run_settles_what_the_call_under_way_had_used_and_ends()
    {
        var asked = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(ModelAnswer.Hang(asked));
        await using var asking = await Asking.StartAsync(server.Address);
        using var stop = new CancellationTokenSource();

        var run = asking.AskAsync(Skills.Question with { Offline = () => new([], 1) }, ct: stop.Token);
        await asked.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var call = Assert.Single((await asking.TraceAsync()).Calls);
        Assert.Equal((ModelCallStatus.Cancelled, "The run was stopped.", true), (call.Status, call.Error, call.CostUsd > 0));
        await asking.SettledAsync();
    }

    [Theory]
    [InlineData("", 30, "~")]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", 30, "~")]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":-7,"total_tokens":-12}""", 30, "~")]
    [InlineData("""{"prompt_tokens":120,"completion_tokens":30,"total_tokens":500}""", 380, "120+380")]
    [InlineData("""{"prompt_tokens":120,"completion_tokens":9000,"total_tokens":9120}""", 9_000, "120+9000")]
    [InlineData("""{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":999}}""", 30, "120+30 240")]
    public async Task Usage_that_is_missing_or_cannot_be_is_counted_by_us_and_any_other_is_believed(string usage, long output, string expected)
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good, usage));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Skills.Question);

        Assert.Contains(expected, (await asking.LogAsync()).Single(), StringComparison.Ordinal);
        var call = (await asking.TraceAsync()).Calls.Single();
        Assert.InRange(call.OutputTokens, Math.Min(output, 10), output);
        Assert.True(call.InputTokens >= 100 && await asking.SettledAsync() > 0);
    }
}
