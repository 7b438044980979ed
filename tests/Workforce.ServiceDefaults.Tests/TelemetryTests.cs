using System.Diagnostics;
using System.Diagnostics.Metrics;
using StandIns.Tests.Telemetry;

namespace Workforce.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task What_a_host_does_is_exported_under_its_name_without_the_probes()
    {
        await using var collector = await Collector.StartAsync();
        using var source = new ActivitySource("Workforce.Anything");
        using var meter = new Meter("Workforce.AnythingElse");
        using var foreign = new ActivitySource("Someone.Else");
        await using (var host = await RunningHost.StartAsync(
            collector.Settings,
            map: app => app.MapGet("/greet/{name}", (string name, ILogger<TelemetryTests> logger) =>
            {
                using var own = source.StartActivity("our-own-span");
                using var other = foreign.StartActivity("a-foreign-span");
                using (logger.BeginScope("the-scope-of-{Name}", name))
#pragma warning disable CA1848
                    logger.LogWarning("greeting-{Name}", name);
#pragma warning restore CA1848
                return $"Hello {name}";
            })))
        {
            meter.CreateCounter<int>("our_own_figure").Add(1);
            await host.GetAsync("/greet/Ada");
            await host.GetAsync("/health");
            await host.GetAsync("/alive");
        }

        var traces = collector.Posted("traces");
        Assert.All(["GET /greet/{name}", "our-own-span", "Workforce.Anything", "Workforce.ServiceDefaults.Tests"], text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.DoesNotContain("a-foreign-span", traces, StringComparison.Ordinal);
        // The test's own client is traced too: there the path follows the port.
        Assert.DoesNotMatch("[^0-9]/(health|alive)", traces);
        var metrics = collector.Posted("metrics");
        Assert.All(["our_own_figure", "http.server.request.duration", "dotnet.gc.collections"], text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        var logs = collector.Posted("logs");
        Assert.All(["greeting-Ada", "greeting-{Name}"], text => Assert.Contains(text, logs, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_name_given_from_outside_wins()
    {
        await using var collector = await Collector.StartAsync();
        await using (var host = await RunningHost.StartAsync(
            new(collector.Settings) { ["OTEL_SERVICE_NAME"] = "api-2" }, map: app => app.MapGet("/", () => "Hello")))
        {
            await host.GetAsync("/");
        }

        Assert.Contains("api-2", collector.Posted("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_exported_and_the_host_still_runs()
    {
        await using var collector = await Collector.StartAsync();
        await using (var host = await RunningHost.StartAsync(map: app => app.MapGet("/", () => "Hello")))
            Assert.Equal("Hello", (await host.GetAsync("/")).Body);

        Assert.Equal("", collector.Posted("traces") + collector.Posted("metrics") + collector.Posted("logs"));
    }
}
