using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workforce.ServiceDefaults.Tests;

public sealed class ProbeTests
{
    [Fact]
    public async Task Both_probes_answer_in_production()
    {
        await using var host = await RunningHost.StartAsync();

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await host.GetAsync("/health"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await host.GetAsync("/alive"));
    }

    [Fact]
    public async Task A_failing_check_shows_in_health_alone_and_tells_a_stranger_nothing()
    {
        await using var host = await RunningHost.StartAsync(
            configure: builder => builder.Services.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy("password=hunter2 was refused")),
            expect: logs => logs.Expect("Health check database"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await host.GetAsync("/health"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await host.GetAsync("/alive"));
    }

    [Fact]
    public async Task Probes_need_no_sign_in_where_everything_else_does()
    {
        await using var host = await RunningHost.StartAsync(
            configure: builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            map: app => app.MapGet("/", () => "secret"));

        Assert.Equal(HttpStatusCode.Redirect, (await host.GetAsync("/")).Status);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await host.GetAsync("/health"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await host.GetAsync("/alive"));
    }

    [Fact]
    public async Task Probes_pass_a_limit_that_turns_everything_else_away()
    {
        await using var host = await RunningHost.StartAsync(
            configure: builder => builder.Services.AddRateLimiter(options => options.GlobalLimiter =
                System.Threading.RateLimiting.PartitionedRateLimiter.Create<HttpContext, string>(_ => System.Threading.RateLimiting.RateLimitPartition.GetConcurrencyLimiter(
                    "all", _ => new System.Threading.RateLimiting.ConcurrencyLimiterOptions { PermitLimit = 1 }))),
            map: app =>
            {
                app.UseRateLimiter();
                app.MapGet("/", async (IHttpClientFactory _, HttpContext context) =>
                {
                    // This request holds the only permit while it asks its own host.
                    var self = new Uri($"http://{context.Request.Host}");
                    using var client = new HttpClient { BaseAddress = self };
                    using var second = await client.GetAsync("/");
                    using var probe = await client.GetAsync("/health");
                    return $"{(int)second.StatusCode} {(int)probe.StatusCode}";
                });
            });

        Assert.Equal((HttpStatusCode.OK, "503 200"), await host.GetAsync("/"));
    }
}
