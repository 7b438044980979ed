using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;
using Workforce.Testing;

namespace StandIns.Tests.Aspire;

public sealed class RedisClientTests
{
    [Fact]
    public async Task One_client_serves_the_process_and_is_healthy()
    {
        using var host = Build(new() { ["ConnectionStrings:redis"] = await TestServers.RedisAsync() }, builder => builder.AddRedisClient("redis"));
        var redis = host.Services.GetRequiredService<IConnectionMultiplexer>();
        var key = $"standins:{Guid.NewGuid():N}";

        await redis.GetDatabase().StringSetAsync(key, "there", TimeSpan.FromMinutes(1));

        Assert.Equal("there", (string?)await redis.GetDatabase().StringGetAsync(key));
        Assert.Same(redis, host.Services.GetRequiredService<IConnectionMultiplexer>());
        Assert.Equal([("StackExchange.Redis", HealthStatus.Healthy)], await Health(host));
    }

    [Fact]
    public async Task A_redis_that_is_down_is_unhealthy_and_stops_nothing()
    {
        using var host = Build(
            new() { ["ConnectionStrings:redis"] = $"127.0.0.1:{FreePort()},abortConnect=true,connectRetry=1,connectTimeout=500,syncTimeout=500" },
            builder => builder.AddRedisClient("redis"));

        Assert.False(host.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected);
        Assert.Equal([("StackExchange.Redis", HealthStatus.Unhealthy)], await Health(host));
    }

    [Fact]
    public void A_missing_connection_string_is_told_with_the_places_to_set_it()
    {
        using var host = Build([], builder => builder.AddRedisClient("redis"));

        var error = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<IConnectionMultiplexer>);

        Assert.Equal("Redis has no connection string. Set ConnectionStrings:redis, or ConnectionString in Aspire:StackExchange:Redis or Aspire:StackExchange:Redis:redis.", error.Message);
    }

    [Fact]
    public async Task The_health_check_can_be_left_out_and_the_options_changed()
    {
        ConfigurationOptions? used = null;
        using var host = Build(
            new() { ["Aspire:StackExchange:Redis:redis:ConnectionString"] = await TestServers.RedisAsync(), ["Aspire:StackExchange:Redis:DisableHealthChecks"] = "true" },
            builder => builder.AddRedisClient("redis", configureOptions: options =>
            {
                options.ClientName = "the test";
                used = options;
            }));

        Assert.Equal("the test", host.Services.GetRequiredService<IConnectionMultiplexer>().ClientName);
        Assert.False(used!.AbortOnConnectFail);
        Assert.Empty(await Health(host));
    }

    private static async Task<IEnumerable<(string, HealthStatus)>> Health(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Select(entry => (entry.Key, entry.Value.Status));

    private static IHost Build(Dictionary<string, string?> settings, Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging().AddHealthChecks();
        configure(builder);
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
