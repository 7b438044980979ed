using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Bells;

/// <summary>Hears the bells of other processes, over Redis and over LISTEN at once: the ringer may have only one of them.</summary>
internal sealed partial class BellListener(Bell bell, BellRinger ringer, RedisBell redis, JobsDatabase database, TimeProvider time, ILogger<BellListener> logger) : BackgroundService
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
        var broken = false;
        while (!ct.IsCancellationRequested)
            try
            {
                await using var connection = await database.SessionSource.OpenConnectionAsync(ct);
                connection.Notification += (_, notification) => Heard(notification.Payload);
                await using (var listen = new NpgsqlCommand($"listen {BellRinger.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(ct);
                if (broken)
                    LogBack();
                broken = false;
                // What was rung while nobody listened.
                bell.Hear(BellMessage.Everything);
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (Exception problem) when (problem is NpgsqlException or System.IO.IOException or TimeoutException && !ct.IsCancellationRequested)
            {
                if (!broken)
                    LogBroken(problem.Message);
                broken = true;
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

    [LoggerMessage(LogLevel.Warning, "The listening connection broke ({Problem}); looking every second until it is back")]
    partial void LogBroken(string problem);

    [LoggerMessage(LogLevel.Information, "The listening connection is back")]
    partial void LogBack();
}
