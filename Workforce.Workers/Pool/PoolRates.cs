using System.Threading.RateLimiting;

namespace Workforce.Workers.Pool;

/// <summary>How often who may call. Counted in each replica by itself.</summary>
internal sealed class PoolRates(PoolSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> calls = PartitionedRateLimiter.Create<Guid, Guid>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(settings.CallsPerSecond)));

    private readonly PartitionedRateLimiter<string> strangers = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = settings.BadKeysPerMinute, Window = TimeSpan.FromMinutes(1) }));

    public void Call(Guid key)
    {
        using var lease = calls.AttemptAcquire(key);
        if (!lease.IsAcquired)
            throw PoolFault.Limited($"More than {settings.CallsPerSecond} calls a second were made with this key. Wait a moment, or send more with each call.", TimeSpan.FromSeconds(1));
    }

    /// <summary>Before a key is looked up: an address that sent too many bad ones has to wait.</summary>
    public void Stranger(string address)
    {
        if (strangers.GetStatistics(address) is { CurrentAvailablePermits: 0 })
            throw PoolFault.Limited("Too many calls without a good API key came from this address. Wait a minute.", TimeSpan.FromMinutes(1));
    }

    public void BadKey(string address)
    {
        using var lease = strangers.AttemptAcquire(address);
    }

    /// <summary>For the messages of one stream.</summary>
    public RateLimiter Messages() => new TokenBucketRateLimiter(Bucket(settings.MessagesPerSecond, waiting: 1));

    public void Dispose()
    {
        calls.Dispose();
        strangers.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int waiting = 0) => new()
    {
        TokenLimit = 2 * perSecond, TokensPerPeriod = Math.Max(1, perSecond / 10), ReplenishmentPeriod = TimeSpan.FromMilliseconds(100), QueueLimit = waiting, AutoReplenishment = true,
    };
}
