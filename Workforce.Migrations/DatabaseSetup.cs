using System.Net.Sockets;
using Npgsql;
using Workforce.Core.Migrations;
using Workforce.Jobs;

namespace Workforce.Migrations;

/// <summary>Brings a database, empty or older, to what the other processes expect. Safe to run again and by two processes at once.</summary>
internal sealed partial class DatabaseSetup(IConfiguration configuration, TimeProvider time, ILogger<DatabaseSetup> log)
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);

    // A server that was just started, or is going through its log after a crash, refuses connections for a while.
    private readonly TimeSpan waitForServer = TimeSpan.FromSeconds(configuration.GetValue("Database:WaitSeconds", 60));

    /// <summary>The exit code: 0 where the database is ready.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            var owner = configuration.GetConnectionString("owner") ?? throw new SetupException("Set ConnectionStrings:owner to the database, as the role that owns it.");
            await using var source = NpgsqlDataSource.Create(owner);
            await WaitAsync(source, ct);
            var report = await SqlMigrator.ApplyAsync(source, [.. JobsMigrations.All, .. CoreMigrations.All], ct);
            LogMigrated(report.Applied.Count, report.AlreadyThere);
            await RolePasswords.SetAsync(source, RolePasswords.From(configuration), ct);
            if (configuration.GetValue<bool>("Demo:Seed"))
            {
                var password = configuration["Demo:Password"] is { Length: >= 8 } given ? given : throw new SetupException("Set Demo:Password (at least 8 characters) for the people of the demo company.");
                LogSeeded(await DemoCompany.SeedAsync(source, password, time, ct) ? "made" : "there already");
            }

            return 0;
        }
        catch (Exception expected) when (expected is SetupException or MigrationException)
        {
            LogRefused(expected.Message);
        }
        catch (PostgresException failed)
        {
            LogRefused($"{failed.MessageText} ({failed.SqlState}){(failed.Where is { } where ? $" at {where}" : "")}");
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException)
        {
            LogRefused($"The database server was not reached within {waitForServer.TotalSeconds:0} s: {unreachable.Message}");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogRefused("Stopped before the end; what was applied stays, and the next run goes on from there.");
        }

        return 1;
    }

    private async Task WaitAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                return;
            }
            catch (NpgsqlException notYet) when (notYet is { IsTransient: true } or { InnerException: SocketException } && time.GetElapsedTime(started) < waitForServer)
            {
                await Task.Delay(TryAgainAfter, time, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is ready: {Applied} migrations applied, {AlreadyThere} were there")]
    private partial void LogMigrated(int applied, int alreadyThere);

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo company is {State}")]
    private partial void LogSeeded(string state);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database was not prepared: {Reason}")]
    private partial void LogRefused(string reason);
}

/// <summary>The configuration asks for something that cannot be done; the message says what to change.</summary>
internal sealed class SetupException(string message) : Exception(message);
