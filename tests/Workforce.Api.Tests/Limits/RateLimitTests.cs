using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Api.Limits;
using Workforce.Api.Tests.Hosting;
using Workforce.Core.Identity;

namespace Workforce.Api.Tests.Limits;

public sealed class RateLimitTests
{
    [Theory]
    [InlineData("/api/employee-pull", 100)]
    [InlineData("/api/employee-complete", 100)]
    [InlineData("/api/employee-fail", 100)]
    [InlineData("/api/employee-dispatch", 200)]
    [InlineData("/api/tag-rule-suggestions-ignore", 50)]
    public async Task An_endpoint_takes_so_many_requests_of_a_person_in_a_minute_whatever_replica_they_reach(string path, int permits)
    {
        await using var host = await ApiHost.StartAsync();
        await using var replica = await ApiHost.StartAsync(beside: host);
        var company = await Company.FoundAsync(host);

        await SendAsync(host, replica, company.Member, path, permits);
        var refused = await host.As(company.Member).PostJsonAsync(path, new { });

        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        // A colleague and another endpoint have their own.
        Assert.Equal(HttpStatusCode.BadRequest, (await host.As(company.Admin).PostJsonAsync(path, new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.As(company.Member).GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task Without_Redis_each_replica_counts_its_own_and_says_so_once()
    {
        var nobody = new Dictionary<string, string> { ["ConnectionStrings:cache"] = "127.0.0.1:1,connectTimeout=200,connectRetry=1" };
        await using var host = await ApiHost.StartAsync(nobody);
        await using var replica = await ApiHost.StartAsync(nobody, beside: host);
        var company = await Company.FoundAsync(host);

        await SendAsync(host, host, company.Member, "/api/tag-rule-suggestions-ignore", 50);
        await (await host.As(company.Member).PostJsonAsync("/api/tag-rule-suggestions-ignore", new { })).ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.BadRequest, (await replica.As(company.Member).PostJsonAsync("/api/tag-rule-suggestions-ignore", new { })).StatusCode);

        Assert.Single(host.Logs.Entries, entry => entry.Level is LogLevel.Warning && entry.Message.StartsWith("Redis does not answer", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous().GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Tries_to_sign_in_from_one_address_are_limited_whoever_they_are_for()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var windows = host.Services.GetRequiredService<RequestWindows>();
        Task<HttpResponseMessage> TryAsync() => host.Anonymous().PostJsonAsync("/api/sign-in", new { company.Admin.Email, Company.Password });

        // Each real try takes as long as hashing a password does, so all but the last two are counted without one.
        for (var i = 0; i < RateLimit.SignInFromAddress.Permits - 1; i++)
        {
            Assert.Null(await windows.TakeAsync(RateLimit.SignInFromAddress, "127.0.0.1", CancellationToken.None));
        }

        Assert.Equal(HttpStatusCode.OK, (await TryAsync()).StatusCode);
        await (await TryAsync()).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public void A_window_of_this_process_ends_with_its_time()
    {
        var clock = new SetTime(DateTimeOffset.UnixEpoch);
        var windows = new LocalWindows(clock);

        Assert.Equal((1, TimeSpan.FromSeconds(60)), windows.Count("a", TimeSpan.FromSeconds(60)));
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal((2, TimeSpan.FromSeconds(1)), windows.Count("a", TimeSpan.FromSeconds(60)));
        Assert.Equal((1, TimeSpan.FromSeconds(60)), windows.Count("b", TimeSpan.FromSeconds(60)));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal((1, TimeSpan.FromSeconds(60)), windows.Count("a", TimeSpan.FromSeconds(60)));
    }

    /// <summary>Requests that are refused for their content count: they cost as much.</summary>
    private static async Task SendAsync(ApiHost one, ApiHost other, Person person, string path, int count)
    {
        var clients = new[] { one.As(person), other.As(person) };
        foreach (var batch in Enumerable.Range(0, count).Chunk(10))
        {
            var answers = await Task.WhenAll(batch.Select(i => clients[i % 2].PostJsonAsync(path, new { })));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        }
    }
}
