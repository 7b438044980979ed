using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Workforce.Jobs.History.Servers;
using Workforce.Jobs.History.Worker;

namespace Workforce.Jobs.History.Rounds;

/// <summary>Carries out a plan on a database of its own and brings back what was recorded.</summary>
internal static class Round
{
    /// <summary>Settings that a server for rounds needs: the time of each commit is kept.</summary>
    public const string ServerSetting = "track_commit_timestamp=on";

    /// <param name="folder">Where processes write what they do; it must be there.</param>
    public static async Task<Recorded> RunAsync(PostgresServer server, Plan plan, string folder, CancellationToken ct)
    {
        var database = $"round_{Guid.CreateVersion7():N}";
        await ExecuteAsync(server.ConnectionString, $"create database {database}", ct);
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database, Pooling = false });
        await SqlMigrator.ApplyAsync(owner, JobsMigrations.All, ct);
        await ExecuteAsync(owner.ConnectionString, Recording(), ct);
        await using var network = new Network(server.Port);
        using var log = new LogFile(Path.Combine(folder, "client.log"));
        using var host = ClientHost(WorkerSettings.ConnectionOf(network.Port, database, "workforce_engine", "client"), log);
        await host.StartAsync(ct);
        var clients = new Clients(host.Services, TimeProvider.System);
        // Before the first worker: a limit holds from the next claim on.
        foreach (var limit in plan.Limits)
            await clients.DoAsync(new LimitJobs(0, default, limit), ct);
        IReadOnlyList<Strike> strikes;
        await using (var fleet = new Fleet(server.Port, database, folder))
        {
            await fleet.StartAsync(plan.Processes, ct);
            var nemesis = new Nemesis(server, fleet, network, TimeProvider.System);
            await Task.WhenAll(clients.RunAsync(plan.Operations, ct), nemesis.RunAsync(plan.Faults, ct));
            strikes = nemesis.Strikes;
            await Drain.RunAsync(owner, clients, plan, ct);
            await fleet.StopAsync();
        }
        await host.StopAsync(ct);
        var recorded = await Reader.ReadAsync(owner, ct) with
        {
            Calls = clients.Calls,
            Strikes = strikes,
            Runs = [.. Files(folder, "runs").SelectMany(file => RunFile.Read(file.Process, file.Text))],
            Errors = [.. Files(folder, "log").SelectMany(file => LogFile.Errors(file.Text).Select(error => (file.Process, error)))],
        };
        await ExecuteAsync(server.ConnectionString, $"drop database {database} with (force)", ct);
        return recorded;
    }

    private static IEnumerable<(string Process, string Text)> Files(string folder, string kind) =>
        Directory.EnumerateFiles(folder, $"*.{kind}").Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));

    private static IHost ClientHost(string connection, LogFile log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(log);
        builder.AddWorkforceJobs(options => options.ConnectionString = connection);
        return builder.Build();
    }

    private static string Recording()
    {
        using var reader = new StreamReader(typeof(Round).Assembly.GetManifestResourceStream("recording.sql")!);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // Names are made here, of letters and digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
