using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace StandIns.Tests.Telemetry;

public sealed class ExportTests
{
    [Fact]
    public async Task Spans_figures_and_logs_are_posted_with_the_resource_by_the_time_the_host_has_ended()
    {
        await using var collector = await Collector.StartAsync();
        using var source = new ActivitySource("standins.spans");
        using var meter = new Meter("standins.figures");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(collector.Settings);
        builder.Services.AddLogging();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("the-service"))
            .WithTracing(tracing => tracing.AddSource("standins.spans"))
            .WithMetrics(metrics => metrics.AddMeter("standins.figures"))
            .WithLogging()
            .UseOtlpExporter();

        using (var host = builder.Build())
        {
            await host.StartAsync();
            using (source.StartActivity("a-span-of-the-test"))
                host.Services.GetRequiredService<ILogger<ExportTests>>().LogWarning("a-log-of-the-test");
            meter.CreateCounter<int>("a-figure-of-the-test").Add(1);
            await host.StopAsync();
        }

        Assert.Contains("a-span-of-the-test", collector.Posted("traces"), StringComparison.Ordinal);
        Assert.Contains("a-figure-of-the-test", collector.Posted("metrics"), StringComparison.Ordinal);
        Assert.Contains("a-log-of-the-test", collector.Posted("logs"), StringComparison.Ordinal);
        Assert.All(["traces", "metrics", "logs"], signal => Assert.Contains("the-service", collector.Posted(signal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Providers_listen_before_the_other_hosted_services_start()
    {
        using var source = new ActivitySource("standins.start");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddHostedService(_ => new Starting(source));
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("standins.start"));
        builder.Services.AddOpenTelemetry();
        using var host = builder.Build();

        await host.StartAsync();

        Assert.True(host.Services.GetServices<IHostedService>().OfType<Starting>().Single().WasHeard);
        Assert.Equal(2, host.Services.GetServices<IHostedService>().Count());
        await host.StopAsync();
    }

    private sealed class Starting(ActivitySource source) : IHostedService
    {
        public bool WasHeard { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            using var span = source.StartActivity("starting");
            WasHeard = span is not null;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
