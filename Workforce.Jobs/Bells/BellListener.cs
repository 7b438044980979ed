using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Bells;

/// <summary>Hears the bells of other processes, over Redis and over LISTEN at once: the ringer may have only one of them.</summary>
internal sealed class BellListener(Bell bell, BellRinger ringer, RedisBell redis, JobsDatabase database, TimeProvider time, ILogger<BellListener> logger) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenPostgresAsync(stoppingToken), ListenRedisAsync(stoppingToken));

    private async Task ListenRedisAsync(CancellationToken ct)
    {
        while (redis.Exists && !await redis.TrySubscribeAsync(Heard))
            await Task.Delay(RetryEvery, time, ct);
    }

    private async Task ListenPostgresAsync(CancellationToken ct)
    {
        var trouble = new Trouble("Listening for bells", logger);
        while (!ct.IsCancellationRequested)
            try
            {
                await using var connection = await database.SessionSource.OpenConnectionAsync(ct);
                connection.Notification += (_, notification) => Heard(notification.Payload);
                await using (var listen = new NpgsqlCommand($"listen {BellRinger.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(ct);
                trouble.Over();
                // What was rung while nobody listened.
                bell.Hear(BellMessage.Everything);
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (Exception problem) when (!ct.IsCancellationRequested)
            {
                trouble.Met(problem);
                await Task.Delay(RetryEvery, time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
    }

    private void Heard(string? message)
    {
        foreach (var topic in BellMessage.Read(ringer.Self, message))
            bell.Hear(topic);
    }
}
