using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using Workforce.Core.Data;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>
/// Models that asked to be left alone, and until when. What one process is told holds for all of them, through Redis; while that is away,
/// each knows what it was told itself, and finds out the rest by a first call of its own.
/// </summary>
internal sealed partial class ModelPauses(IConnectionMultiplexer redis, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ModelPauses> logger)
{
    // The later end holds: of two answers that come at once the shorter wait must not cut the longer one.
    private const string PutIfLater =
        """
        local had = redis.call('get', KEYS[1])
        if had and tonumber(had) >= tonumber(ARGV[1]) then return 0 end
        redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
        return 1
        """;

    // A look is before every call of a model: it must not cost what it could save.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, DateTimeOffset> own = new(StringComparer.Ordinal);
    private readonly Lazy<string> database = new(() => DatabaseOf(scopes));

    public async Task PauseAsync(string model, TimeSpan wait)
    {
        var until = clock.GetUtcNow() + wait;
        own.AddOrUpdate(model, until, (_, before) => before > until ? before : until);
        await WithRedisAsync(model, async store =>
        {
            await store.ScriptEvaluateAsync(PutIfLater, [KeyOf(model)], [until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), (long)Math.Ceiling(wait.TotalMilliseconds)]);
            return RedisValue.Null;
        });
    }

    /// <summary>Null: it may be asked.</summary>
    public async Task<DateTimeOffset?> UntilAsync(string model)
    {
        var now = clock.GetUtcNow();
        if (own.TryGetValue(model, out var told) && told > now)
        {
            return told;
        }

        var shared = await WithRedisAsync(model, store => store.StringGetAsync(KeyOf(model)));
        return long.TryParse((string?)shared, CultureInfo.InvariantCulture, out var at) && DateTimeOffset.FromUnixTimeMilliseconds(at) is var then && then > now ? then : null;
    }

    private async Task<RedisValue> WithRedisAsync(string model, Func<IDatabase, Task<RedisValue>> ask)
    {
        if (!redis.IsConnected)
        {
            return RedisValue.Null;
        }

        try
        {
            return await ask(redis.GetDatabase()).WaitAsync(Patience);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
        {
            NotShared(model, problem.Message);
            return RedisValue.Null;
        }
    }

    // The database's name keeps several installations on one Redis apart.
    private RedisKey KeyOf(string model) => $"workforce:model_pause:{database.Value}:{model}";

    private static string DatabaseOf(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<WorkforceDbContext>().Database.GetDbConnection().Database;
    }

    [LoggerMessage(LogLevel.Debug, "Whether {Model} asked to be left alone is known to this process only: {Reason}")]
    private partial void NotShared(string model, string reason);
}
