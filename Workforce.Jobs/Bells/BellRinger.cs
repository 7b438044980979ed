using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Bells;

/// <summary>
/// Passes bells on to other processes: the first at once, those that come close behind it together. Commits with a pending
/// NOTIFY take a lock that all such commits share, so one goes along with an enqueueing transaction only where it is the first.
/// </summary>
internal sealed class BellRinger(Bell bell, RedisBell redis, JobsDatabase database, TimeProvider time, ILogger<BellRinger> logger) : BackgroundService
{
    public const string Channel = "workforce_jobs";

    private static readonly TimeSpan RedisGap = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan NotifyGap = TimeSpan.FromMilliseconds(10);

    private long lastNotify = time.GetTimestamp();
    private readonly Trouble trouble = new("Ringing through Postgres", logger);

    /// <summary>Marks this process's messages.</summary>
    public string Self { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>Rings when a transaction has committed: with its commit, where that is the shortest way, else after it.</summary>
    /// <param name="topics">What to ring.</param>
    /// <param name="commit">Runs and commits it, with this message for <c>pg_notify</c> if there is one.</param>
    public async Task<T> RingWithAsync<T>(string[] topics, Func<string?, Task<T>> commit)
    {
        var before = Volatile.Read(ref lastNotify);
        var along = !redis.IsUp && time.GetElapsedTime(before) >= NotifyGap && Interlocked.CompareExchange(ref lastNotify, time.GetTimestamp(), before) == before;
        var result = await commit(along ? BellMessage.Write(Self, topics) : null);
        if (!along)
            bell.Ring(topics);
        else
            foreach (var topic in topics)
                bell.Hear(topic);
        return result;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var message = BellMessage.Write(Self, await bell.NextOutgoingAsync(stoppingToken));
            if (await redis.TryPublishAsync(message))
                await Task.Delay(RedisGap, time, stoppingToken);
            else
            {
                await NotifyAsync(message, stoppingToken);
                await Task.Delay(NotifyGap, time, stoppingToken);
            }
        }
    }

    private async Task NotifyAsync(string message, CancellationToken ct)
    {
        try
        {
            // A bell that a crash swallows is no loss, so nobody waits for the disk.
            await using var command = database.Source.CreateCommand("select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new() { Value = message });
            Volatile.Write(ref lastNotify, time.GetTimestamp());
            await command.ExecuteNonQueryAsync(ct);
            trouble.Over();
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            // Postgres itself is away: there is nothing to be woken for, and the workers look by themselves when it is back.
            trouble.Met(problem);
        }
    }
}
