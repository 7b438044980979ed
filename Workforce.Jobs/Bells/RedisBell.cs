using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Bells;

/// <summary>The bell over Redis, where there is one. Down is normal: one warning, and the others take over.</summary>
internal sealed partial class RedisBell(IServiceProvider services, JobsDatabase database, ILogger<RedisBell> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly IConnectionMultiplexer? redis = services.GetService<IConnectionMultiplexer>();
    private readonly RedisChannel channel = new($"workforce:jobs:{database.Name}", RedisChannel.PatternMode.Literal);
    private int down;

    public bool Exists => redis is not null;

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
            if (Interlocked.Exchange(ref down, 0) == 1)
                LogUp();
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

    private void Down(string problem)
    {
        if (Interlocked.Exchange(ref down, 1) == 0)
            LogDown(problem);
    }

    [LoggerMessage(LogLevel.Warning, "Redis is not reachable ({Problem}); workers are woken through Postgres until it is back")]
    private partial void LogDown(string problem);

    [LoggerMessage(LogLevel.Information, "Redis is back; workers are woken through it again")]
    private partial void LogUp();
}
