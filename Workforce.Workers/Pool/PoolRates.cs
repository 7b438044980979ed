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

    /// <summary>
    /// What a call without a good key is told: why, or after too many of them to wait. Those with a good one go on: behind a proxy
    /// all come from one address.
    /// </summary>
    public Grpc.Core.RpcException Stranger(string address, Grpc.Core.RpcException why)
    {
        using var lease = strangers.AttemptAcquire(address);
        return lease.IsAcquired ? why : PoolFault.Limited("Too many calls without a good API key came from this address. Wait a minute.", TimeSpan.FromMinutes(1));
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
