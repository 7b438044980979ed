using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Bells;

/// <summary>The bell over Redis, where there is one. Down is normal: one warning, and the others take over.</summary>
internal sealed partial class RedisBell(IServiceProvider services, JobsDatabase database, TimeProvider time, ILogger<RedisBell> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WorthAWarning = TimeSpan.FromSeconds(1);

    private readonly IConnectionMultiplexer? redis = services.GetService<IConnectionMultiplexer>();
    private readonly RedisChannel channel = new($"workforce:jobs:{database.Name}", RedisChannel.PatternMode.Literal);
    private readonly Lock gate = new();
    private long downSince;
    private bool warned;

    public bool Exists => redis is not null;

    public bool IsUp => redis is { IsConnected: true };

    /// <summary>True: somebody received it.</summary>
    public async ValueTask<bool> TryPublishAsync(string message)
    {
        if (redis is null)
            return false;
        if (!redis.IsConnected)
        {
            Down("not connected");
            return false;
        }
        try
        {
            var receivers = await redis.GetSubscriber().PublishAsync(channel, message).WaitAsync(Patience);
            Up();
            return receivers > 0;
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
        {
            Down(problem.Message);
            return false;
        }
    }

    /// <summary>Subscribes once; the multiplexer keeps the subscription across reconnects.</summary>
    public async Task<bool> TrySubscribeAsync(Action<string?> heard)
    {
        if (redis is null || !redis.IsConnected)
            return false;
        try
        {
            await redis.GetSubscriber().SubscribeAsync(channel, (_, message) => heard(message)).WaitAsync(Patience * 4);
            return true;
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
        {
            Down(problem.Message);
            return false;
        }
    }

    // A moment without it is nothing to speak of: it is being connected.
    private void Down(string problem)
    {
        lock (gate)
        {
            downSince = downSince == 0 ? time.GetTimestamp() : downSince;
            if (warned || time.GetElapsedTime(downSince) < WorthAWarning)
                return;
            warned = true;
        }
        LogDown(problem);
    }

    private void Up()
    {
        lock (gate)
        {
            downSince = 0;
            if (!warned)
                return;
            warned = false;
        }
        LogUp();
    }

    [LoggerMessage(LogLevel.Warning, "Redis is not reachable ({Problem}); workers are woken through Postgres until it is back")]
    private partial void LogDown(string problem);

    [LoggerMessage(LogLevel.Information, "Redis is back; workers are woken through it again")]
    private partial void LogUp();
}
