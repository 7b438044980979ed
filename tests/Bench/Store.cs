using Npgsql;

namespace Bench;

/// <summary>Databases of one bench, made beside the one that was named and dropped at its end.</summary>
internal sealed class Store(Settings settings) : IAsyncDisposable
{
    private readonly Dictionary<int, string> templates = [];
    private readonly List<string> made = [];

    /// <summary>The same settings on an empty database with the schema.</summary>
    public Task<Settings> EmptyAsync(CancellationToken ct) => LoadedAsync(0, ct);

    /// <summary>The same settings on a database with so many jobs waiting: loaded once, copied for each run, all of it on disk.</summary>
    public async Task<Settings> LoadedAsync(int jobs, CancellationToken ct)
    {
        if (!templates.TryGetValue(jobs, out var template))
        {
            templates[jobs] = template = await MakeAsync("template0", ct);
            await EngineHost.InstallAsync(On(template).Connection, ct);
            if (jobs > 0)
            {
                await using (var producer = await Peer.Producer.StartAsync(On(template)))
                    await producer.BulkAsync(jobs, 0, ct);
                await ExecuteAsync(On(template).Connection, "vacuum analyze", ct);
            }
            NpgsqlConnection.ClearAllPools();
        }
        var copy = On(await MakeAsync(template, ct));
        await ExecuteAsync(copy.Connection, "checkpoint", ct);
        return copy;
    }

    /// <summary>A figure of one row and column.</summary>
    public static async Task<T> ReadAsync<T>(string connection, string sql, CancellationToken ct)
    {
        await using var source = new NpgsqlConnection(Unpooled(connection));
        await source.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, source);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task ExecuteAsync(string connection, string sql, CancellationToken ct)
    {
        await using var source = new NpgsqlConnection(Unpooled(connection));
        await source.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, source) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What a run used is in nobody's way after it.</summary>
    public async Task DropAsync(Settings database)
    {
        var name = new NpgsqlConnectionStringBuilder(database.Connection).Database!;
        await ExecuteAsync(settings.Connection, $"drop database if exists {name} with (force)", CancellationToken.None);
        made.Remove(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in made.ToArray())
            await DropAsync(On(name));
    }

    private async Task<string> MakeAsync(string template, CancellationToken ct)
    {
        var name = $"bench_{Environment.ProcessId}_{made.Count}_{Clock.Now % 1_000_000}";
        await ExecuteAsync(settings.Connection, $"create database {name} template {template} strategy file_copy", ct);
        made.Add(name);
        return name;
    }

    private Settings On(string database) => settings with { Connection = new NpgsqlConnectionStringBuilder(settings.Connection) { Database = database }.ConnectionString };

    private static string Unpooled(string connection) => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;
}
