using System.Globalization;
using StackExchange.Redis;

namespace Workforce.Api.Limits;

/// <summary>Counts requests in windows that every replica shares through Redis; while Redis is away each replica counts its own.</summary>
internal sealed partial class RequestWindows(IConnectionMultiplexer redis, IConfiguration configuration, TimeProvider time, ILogger<RequestWindows> log)
{
    // One round trip: counts the request and, if it is the window's first, starts the clock. A key that lost its clock
    // (a failover between the two commands) is given a new one instead of refusing for ever.
    private const string Script =
        """
        local count = redis.call('INCR', KEYS[1])
        local left = redis.call('PTTL', KEYS[1])
        if left < 0 then
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            left = tonumber(ARGV[1])
        end
        return { count, left }
        """;

    // A limit must not cost more than the request it guards; a Redis that hangs is treated as one that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    // Two installations may share a Redis; their people then must not share windows.
    private readonly string prefix = configuration["RateLimits:Prefix"] ?? "workforce";
    private readonly LocalWindows local = new(time);
    private long askRedisAt;
    private int away;

    /// <summary>Null: go on. Otherwise how long until the window ends.</summary>
    public async Task<TimeSpan?> TakeAsync(RateLimit limit, string who, CancellationToken ct)
    {
        var key = $"{prefix}:limit:{limit.Name}:{who}";
        // Counted here as well, so that losing Redis does not hand everybody a fresh window.
        var own = local.Count(key, limit.Window);
        var (count, left) = await CountTogetherAsync(key, limit.Window, ct) ?? own;
        return count <= limit.Permits ? null : left;
    }

    private async Task<(long Count, TimeSpan Left)?> CountTogetherAsync(string key, TimeSpan window, CancellationToken ct)
    {
        if (time.GetTimestamp() < Volatile.Read(ref askRedisAt))
        {
            return null;
        }

        try
        {
            var answer = ((RedisValue[]?)await redis.GetDatabase()
                .ScriptEvaluateAsync(Script, [key], [((long)window.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)])
                .WaitAsync(Patience, time, ct))!;
            if (Interlocked.Exchange(ref away, 0) == 1)
            {
                LogBack();
            }

            return ((long)answer[0], TimeSpan.FromMilliseconds((long)answer[1]));
        }
        catch (Exception unreachable) when (unreachable is RedisException or TimeoutException or ObjectDisposedException)
        {
            Volatile.Write(ref askRedisAt, time.GetTimestamp() + (long)(AskAgainAfter.TotalSeconds * time.TimestampFrequency));
            if (Interlocked.Exchange(ref away, 1) == 0)
            {
                LogAway(unreachable.Message);
            }

            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Reason}): rate limits are counted by each replica on its own until it does")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again: rate limits are shared by all replicas")]
    private partial void LogBack();
}
