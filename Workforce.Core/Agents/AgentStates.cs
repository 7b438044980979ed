using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Workforce.Core.Data;
using Workforce.Core.Schemas;
using Workforce.Jobs;

namespace Workforce.Core.Agents;

/// <summary>
/// The states of agents, kept in Redis for an hour. Postgres holds the truth: a miss, a flush or a Redis that is away costs a query.
/// A state that was read earlier never replaces one that was read later.
/// </summary>
public sealed partial class AgentStates(WorkforceDbContext db, IConnectionMultiplexer redis, Announcer announcer, ILogger<AgentStates> logger)
{
    /// <summary>What is announced when states have changed.</summary>
    public const string Subject = "agents";

    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const string PutIfLater =
        """
        local had = redis.call('hget', KEYS[1], 'as_of')
        if had and tonumber(had) > tonumber(ARGV[1]) then return 0 end
        redis.call('hset', KEYS[1], 'as_of', ARGV[1], 'state', ARGV[2])
        redis.call('pexpire', KEYS[1], ARGV[3])
        return 1
        """;

    /// <summary>The states of all agents of the tenant, by agent id.</summary>
    public async Task<IReadOnlyDictionary<string, AgentState>> AllAsync(CancellationToken ct)
    {
        var ids = await db.Agents.AsNoTracking().Select(agent => agent.AgentId).ToListAsync(ct);
        var found = new Dictionary<string, AgentState>(StringComparer.Ordinal);
        var today = await StateQueries.TodayAsync(db, ct);
        foreach (var id in ids)
        {
            // Yesterday's spending is not today's.
            if (await ReadAsync(id) is { } state && state.Day == today)
            {
                found[id] = state;
            }
        }

        var missing = ids.Where(id => !found.ContainsKey(id)).ToArray();
        if (missing.Length > 0)
        {
            foreach (var state in await LoadAsync(missing, ct))
            {
                found[state.AgentId] = state;
            }
        }

        return found;
    }

    /// <summary>Reads the state anew, because something has changed, and tells whoever shows it. Call it after the commit.</summary>
    public async Task RefreshAsync(string agentId, CancellationToken ct)
    {
        await LoadAsync([agentId], ct);
        announcer.Announce(db.Tenant.Required, Subject);
    }

    /// <summary>Reads all states of the tenant anew.</summary>
    public async Task RebuildAsync(CancellationToken ct) => await LoadAsync(null, ct);

    private async Task<IReadOnlyList<AgentState>> LoadAsync(string[]? ids, CancellationToken ct)
    {
        var states = await StateQueries.ReadAsync(db, ids, ct);
        foreach (var state in states)
        {
            await WriteAsync(state);
        }

        return states;
    }

    private async Task<AgentState?> ReadAsync(string agentId)
    {
        if (!redis.IsConnected)
        {
            return null;
        }

        try
        {
            var json = await redis.GetDatabase().HashGetAsync(KeyOf(agentId), "state").WaitAsync(Patience);
            return json.IsNull ? null : JsonSerializer.Deserialize<AgentState>((string)json!, SchemaJson.Options);
        }
        // What an older version wrote is no miss of Redis's, but is read anew all the same.
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException or JsonException)
        {
            NotRead(agentId, problem.Message);
            return null;
        }
    }

    private async Task WriteAsync(AgentState state)
    {
        if (!redis.IsConnected)
        {
            return;
        }

        try
        {
            await redis.GetDatabase().ScriptEvaluateAsync(
                PutIfLater,
                [KeyOf(state.AgentId)],
                [state.AsOf.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(state, SchemaJson.Options), (long)Kept.TotalMilliseconds]).WaitAsync(Patience);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
        {
            NotWritten(state.AgentId, problem.Message);
        }
    }

    // The database's name keeps companies of several installations on one Redis apart.
    private RedisKey KeyOf(string agentId) => $"workforce:agent:{db.Database.GetDbConnection().Database}:{db.Tenant.Required:N}:{agentId}";

    [LoggerMessage(LogLevel.Debug, "The state of {Agent} was not read from Redis: {Reason}")]
    private partial void NotRead(string agent, string reason);

    [LoggerMessage(LogLevel.Debug, "The state of {Agent} was not written to Redis: {Reason}")]
    private partial void NotWritten(string agent, string reason);
}
