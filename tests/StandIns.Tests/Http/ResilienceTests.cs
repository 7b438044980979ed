using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace StandIns.Tests.Http;

public sealed class ResilienceTests
{
    private readonly ManualTime time = new();

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_passing_failure_is_tried_again(HttpStatusCode failure)
    {
        var server = new ScriptedServer(failure, HttpStatusCode.OK);
        using var response = await SendAsync(server, options => options.Retry.Delay = TimeSpan.Zero);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["GET http://server/", "GET http://server/"], server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    public async Task A_lasting_failure_is_not_tried_again(HttpStatusCode failure)
    {
        var server = new ScriptedServer(failure);
        using var response = await SendAsync(server);

        Assert.Equal(failure, response.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_fails_is_tried_again()
    {
        var server = new ScriptedServer((attempt, _, _) => attempt < 3
            ? throw new HttpRequestException("refused")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        using var response = await SendAsync(server, options => options.Retry.Delay = TimeSpan.Zero);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task After_three_retries_the_last_answer_reaches_the_caller()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable);
        using var response = await SendAsync(server, options => options.Retry.Delay = TimeSpan.Zero);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Retry_after_in_seconds_is_waited_for_exactly()
    {
        var server = new ScriptedServer((attempt, _, _) => Task.FromResult(attempt == 1
            ? Refusal(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)))
            : new HttpResponseMessage(HttpStatusCode.OK)));
        var sending = SendAsync(server);

        await time.TimerOf(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(server.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_waited_for_by_the_clock()
    {
        var server = new ScriptedServer((attempt, _, _) => Task.FromResult(attempt == 1
            ? Refusal(new RetryConditionHeaderValue(time.GetUtcNow().AddSeconds(11)))
            : new HttpResponseMessage(HttpStatusCode.OK)));
        var sending = SendAsync(server);

        await time.TimerOf(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(11));

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Waits_grow_from_two_seconds_and_scatter()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable);
        var waits = new List<TimeSpan>();
        var sending = SendAsync(server, options =>
        {
            options.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(5);
            options.Retry.OnRetry = retry =>
            {
                waits.Add(retry.RetryDelay);
                return default;
            };
        });
        for (var wait = 0; wait < 3; wait++)
        {
            // Apart from the retries' own, only the two timeouts set timers.
            var length = await time.NextTimer(set => set != TimeSpan.FromMinutes(5) && set != TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            time.Advance(length);
        }

        using var response = await sending;
        Assert.Equal(3, waits.Distinct().Count());
        Assert.All(waits.Zip([2.0, 4.0, 8.0]), wait => Assert.InRange(wait.First.TotalSeconds, 0, 2 * wait.Second));
    }

    [Fact]
    public async Task A_request_with_a_body_is_sent_whole_again()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://server/jobs/1") { Content = new StringContent("{\"priority\":1}") };
        using var response = await SendAsync(server, options => options.Retry.Delay = TimeSpan.Zero, request);

        Assert.Equal(["PUT http://server/jobs/1 {\"priority\":1}", "PUT http://server/jobs/1 {\"priority\":1}"], server.Requests);
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("GET", 4)]
    [InlineData("HEAD", 4)]
    public async Task Unsafe_methods_can_be_excluded_whether_they_fail_by_answer_or_exception(string method, int attempts)
    {
        foreach (var server in new[] { new ScriptedServer(HttpStatusCode.ServiceUnavailable), new ScriptedServer((_, _, _) => throw new HttpRequestException("refused")) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "http://server/");
#pragma warning disable EXTEXP0001
            await Record.ExceptionAsync(async () => await SendAsync(
                server,
                options =>
                {
                    options.Retry.Delay = TimeSpan.Zero;
                    options.Retry.DisableForUnsafeHttpMethods();
                },
                request));
#pragma warning restore EXTEXP0001

            Assert.Equal(attempts, server.Requests.Count);
        }
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_tried_again()
    {
        var server = new ScriptedServer(async (attempt, _, cancellationToken) =>
        {
            if (attempt == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        var sending = SendAsync(server, options => options.Retry.Delay = TimeSpan.Zero);

        await time.TimerOf(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(10));

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_total_timeout_ends_the_waiting_between_attempts_too()
    {
        var server = new ScriptedServer((_, _, _) => Task.FromResult(Refusal(new RetryConditionHeaderValue(TimeSpan.FromMinutes(10)))));
        var sending = SendAsync(server);

        await time.TimerOf(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await sending);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var server = new ScriptedServer(async (_, _, cancellationToken) =>
        {
            await cancel.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The token was not passed on.");
        });
        await using var provider = Provider(server, _ => { });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Client(provider).GetAsync("http://server/", cancel.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_failing_server_is_left_alone_and_another_is_still_asked()
    {
        var server = new ScriptedServer((_, request, _) => Task.FromResult(new HttpResponseMessage(
            request.RequestUri!.Host == "bad" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK)));
        await using var provider = Provider(server, options =>
        {
            options.Retry.Delay = TimeSpan.Zero;
            options.CircuitBreaker.MinimumThroughput = 4;
        });

        using (await Client(provider).GetAsync("http://bad/"))
            Assert.Equal(4, server.Requests.Count);

        await Assert.ThrowsAsync<BrokenCircuitException>(async () => await Client(provider).GetAsync("http://bad/"));
        using var other = await Client(provider).GetAsync("http://good/");

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Layers_that_contradict_each_other_are_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(async () => await SendAsync(
            new ScriptedServer(HttpStatusCode.OK), options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(31)));

        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("AttemptTimeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("SamplingDuration", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15.0, false)]
    [InlineData(15.001, true)]
    public async Task The_breakers_window_holds_two_attempts(double attemptSeconds, bool refused)
    {
        var error = await Record.ExceptionAsync(async () => await SendAsync(
            new ScriptedServer(HttpStatusCode.OK), options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(attemptSeconds)));

        Assert.Equal(refused, error is OptionsValidationException);
    }

    [Fact]
    public async Task A_client_can_go_without_what_the_defaults_added()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable);
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
#pragma warning disable EXTEXP0001
        services.AddHttpClient("bare").RemoveAllResilienceHandlers().ConfigurePrimaryHttpMessageHandler(() => server);
#pragma warning restore EXTEXP0001
        await using var provider = services.BuildServiceProvider();

        using var response = await provider.GetRequiredService<IHttpClientFactory>().CreateClient("bare").GetAsync("http://server/");

        Assert.Single(server.Requests);
    }

    private static HttpResponseMessage Refusal(RetryConditionHeaderValue retryAfter)
        => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = retryAfter } };

    private static HttpClient Client(ServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    private async Task<HttpResponseMessage> SendAsync(ScriptedServer server, Action<HttpStandardResilienceOptions>? configure = null, HttpRequestMessage? request = null)
    {
        await using var provider = Provider(server, configure ?? (_ => { }));
        return await Client(provider).SendAsync(request ?? new HttpRequestMessage(HttpMethod.Get, "http://server/"), TestContext.Current.CancellationToken);
    }

    private ServiceProvider Provider(ScriptedServer server, Action<HttpStandardResilienceOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(configure).SelectPipelineByAuthority());
        services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => server);
        return services.BuildServiceProvider();
    }
}
