using System.Collections.Concurrent;
using Npgsql;
using Workforce.Core.Identity;

namespace Workforce.Workers.Pool;

/// <summary>Whether keys that came in are still good. Asked for each stream, looked up once for all streams of a key.</summary>
internal sealed class PoolKeys(IServiceScopeFactory scopes, PoolSettings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, (long At, Lazy<Task<bool>> Good)> looks = new();

    /// <summary>How often to ask.</summary>
    public TimeSpan Every => settings.CheckKeys;

    public async Task<bool> IsGoodAsync(PoolCaller caller)
    {
        var now = time.GetTimestamp();
        foreach (var (key, look) in looks)
            if (time.GetElapsedTime(look.At, now) > settings.CheckKeys / 2)
                looks.TryRemove(new(key, look));
        return await looks.GetOrAdd(caller.Holder.KeyId, _ => (now, new(() => LookAsync(caller.Key)))).Good.Value;
    }

    private async Task<bool> LookAsync(string key)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ApiKeyDoor>().EnterAsync(key, CancellationToken.None) is not null;
        }
        catch (NpgsqlException)
        {
            // The database is away for the moment: it is asked again.
            return true;
        }
    }
}
