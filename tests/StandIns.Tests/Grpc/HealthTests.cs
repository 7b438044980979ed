using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace StandIns.Tests.Grpc;

public sealed class HealthTests
{
    /// <summary>Ends the call of a watch that is not told what it waits for.</summary>
    private static DateTime Soon => DateTime.UtcNow.AddSeconds(30);

    private HealthCheckResult store = HealthCheckResult.Healthy();
    private HealthCheckResult queue = HealthCheckResult.Healthy();

    [Fact]
    public async Task The_server_is_as_healthy_as_all_checks_together()
    {
        await using var server = await StartAsync();
        var health = new HealthClient(server.Channel);

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        queue = HealthCheckResult.Degraded();
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        store = HealthCheckResult.Unhealthy();
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        store = HealthCheckResult.Healthy();
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task A_service_is_as_healthy_as_the_checks_mapped_to_it()
    {
        store = HealthCheckResult.Unhealthy();
        await using var server = await StartAsync(options =>
        {
            options.Services.Map("jobs", check => check.Tags.Contains("engine"));
            options.Services.Map("files", check => check.Name == "store");
            options.Services.Map("nothing", _ => false);
            options.Services.Map("", check => check.Name == "queue");
        });
        var health = new HealthClient(server.Channel);

        Assert.Equal(
            [ServingStatus.Serving, ServingStatus.NotServing, ServingStatus.Unknown, ServingStatus.Serving],
            await Task.WhenAll(new[] { "jobs", "files", "nothing", "" }.Select(async name => (await health.CheckAsync(new HealthCheckRequest { Service = name })).Status)));
    }

    [Fact]
    public async Task A_service_that_is_not_mapped_is_not_found_by_a_check_and_unknown_to_a_watch()
    {
        await using var server = await StartAsync();
        var health = new HealthClient(server.Channel);
        var other = new HealthCheckRequest { Service = "other" };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(other));
        using var watch = health.Watch(other, deadline: Soon);

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_is_told_how_it_is_and_then_each_change_that_is_published()
    {
        await using var server = await StartAsync(publishEverySecond: true);
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest(), deadline: Soon);

        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        store = HealthCheckResult.Unhealthy();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        store = HealthCheckResult.Healthy();
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task A_first_answer_fresher_than_what_was_published_is_put_right_by_the_next_publication()
    {
        await using var server = await StartAsync();
        await PublishAsync(server);
        store = HealthCheckResult.Unhealthy();
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest(), deadline: Soon);

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        store = HealthCheckResult.Healthy();
        await PublishAsync(server);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task A_program_that_stops_tells_its_watchers_and_ends_their_calls()
    {
        await using var server = await StartAsync();
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest(), deadline: Soon);

        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        var stopped = server.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext());
        await stopped;
    }

    [Fact]
    public async Task From_the_cache_comes_what_was_published_last()
    {
        await using var server = await StartAsync(options => options.UseHealthChecksCache = true);
        var health = new HealthClient(server.Channel);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest()));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        await PublishAsync(server);
        store = HealthCheckResult.Unhealthy();
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Statuses_can_be_set_by_hand_and_a_watch_is_told_only_news_of_its_service()
    {
        var statuses = new HealthServiceImpl();
        await using var server = await CounterServer.StartAsync(services => services.AddSingleton(statuses), app => app.MapGrpcService<HealthServiceImpl>());
        var health = new HealthClient(server.Channel);
        var jobs = new HealthCheckRequest { Service = "jobs" };
        statuses.SetStatus("jobs", ServingStatus.Serving);
        using var watch = health.Watch(jobs, deadline: Soon);

        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        statuses.SetStatus("files", ServingStatus.NotServing);
        statuses.SetStatus("jobs", ServingStatus.Serving);
        statuses.SetStatus("jobs", ServingStatus.NotServing);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(jobs)).Status);

        statuses.ClearStatus("jobs");
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        statuses.ClearAll();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest { Service = "files" }));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public void A_service_is_mapped_once()
    {
        var services = new ServiceMappingCollection();
        services.Map("jobs", _ => true);
        services.Map("jobs", _ => false);

        Assert.False(Assert.Single(services).HealthCheckPredicate!(new HealthCheckMapContext("store", [])));
        Assert.Throws<ArgumentException>(() => services.Add(new ServiceMapping("jobs", _ => true)));
        services.Remove("jobs");
        Assert.Empty(services);
    }

    private Task<CounterServer> StartAsync(Action<GrpcHealthChecksOptions>? configure = null, bool publishEverySecond = false)
        => CounterServer.StartAsync(
            services =>
            {
                services.AddGrpcHealthChecks(configure ?? (_ => { })).AddCheck("store", () => store).AddCheck("queue", () => queue, tags: ["engine"]);
                services.Configure<HealthCheckPublisherOptions>(publisher =>
                {
                    publisher.Delay = publishEverySecond ? TimeSpan.Zero : TimeSpan.FromDays(1);
                    publisher.Period = TimeSpan.FromSeconds(1);
                });
            },
            app => app.MapGrpcHealthChecksService(),
            expectedError: "Health check store with status Unhealthy");

    /// <summary>What the framework does from time to time.</summary>
    private static async Task PublishAsync(CounterServer server)
        => await server.Services.GetRequiredService<IHealthCheckPublisher>().PublishAsync(await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(), default);

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext());
        return watch.ResponseStream.Current.Status;
    }
}
