using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.AppHost.Tests.Processes;
using Workforce.Testing;

namespace Workforce.AppHost.Tests.Hosting;

/// <summary>Postgres and Redis as resources; where they are to be the test's own, under names that the environment does not give to servers.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly TestLogs logs = new();

    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token).Token;

    [Fact]
    public async Task Servers_that_configuration_names_are_used_and_none_is_started()
    {
        await using var own = await TestDatabase.CreateAsync(Patience);
        var named = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync());
        var name = $"test_{Guid.NewGuid():N}";
        var builder = DistributedApplicationTestingBuilder.Create($"--ConnectionStrings:postgres={named.ConnectionString}", $"--ConnectionStrings:cache={await TestServers.RedisAsync()}");
        var postgres = builder.AddPostgres("postgres");
        postgres.AddDatabase("made", name);
        builder.AddRedis("cache");
        try
        {
            await using var app = await StartAsync(builder);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("made", Patience);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("cache", Patience);

            Assert.Equal(named.Port, app.GetEndpoint("postgres").Port);
            await using var source = NpgsqlDataSource.Create((await app.GetConnectionStringAsync("made", Patience))!);
            await using var command = source.CreateCommand("select current_database()");
            Assert.Equal(name, await command.ExecuteScalarAsync(Patience));
            Assert.DoesNotContain(logs.Entries, entry => entry.Message.Contains("making a database", StringComparison.Ordinal) || entry.Message.Contains("starting PostgreSQL", StringComparison.Ordinal));
        }
        finally
        {
            await using var server = NpgsqlDataSource.Create(named.ConnectionString);
            await using var drop = server.CreateCommand($"drop database if exists {name} with (force)");
            await drop.ExecuteNonQueryAsync(Patience);
        }
    }

    [Fact]
    public async Task Servers_of_its_own_want_a_password_and_listen_to_this_machine_alone()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("store").AddDatabase("library");
        builder.AddRedis("quick");
        await using var app = await StartAsync(builder);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("library", Patience);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("quick", Patience);

        var connection = new NpgsqlConnectionStringBuilder(await app.GetConnectionStringAsync("library", Patience));
        Assert.Equal(("127.0.0.1", "postgres", "library", 22), (connection.Host, connection.Username, connection.Database, connection.Password!.Length));
        Assert.Equal(["scram-sha-256", "127.0.0.1", "300", "on", "on"], await SettingsAsync(connection.ConnectionString));
        foreach (var wrong in new[] { "", "guess" })
        {
            await using var stranger = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Password = wrong, Pooling = false }.ConnectionString);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => stranger.OpenAsync(Patience));
        }

        Assert.Matches(@"^127\.0\.0\.1:\d+,password=\w{22}$", (await app.GetConnectionStringAsync("quick", Patience))!);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.GetEndpoint("quick").Port, Patience);
        await client.GetStream().WriteAsync("*1\r\n$4\r\nPING\r\n"u8.ToArray(), Patience);
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("-NOAUTH Authentication required.", await reader.ReadLineAsync(Patience));
    }

    [Fact]
    public async Task Files_are_kept_with_a_volume_and_begin_anew_without()
    {
        using var data = new TemporaryData();
        await WithServerAsync(data, keep: true, "create table book (title text)");
        Assert.Equal("book", await WithServerAsync(data, keep: true, "select relname::text from pg_class where relname = 'book'"));
        Assert.Null(await WithServerAsync(data, keep: false, "select relname::text from pg_class where relname = 'book'"));
    }

    [Fact]
    public async Task A_lost_password_is_said_and_not_waited_for()
    {
        logs.Expect("password authentication failed");
        using var data = new TemporaryData();
        await WithServerAsync(data, keep: true, "select 1");
        File.Delete(data.File("parameters.json"));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => WithServerAsync(data, keep: true, "select 1"));
        Assert.Contains("parameters.json holds the password", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_no_database_are_left_alone()
    {
        logs.Expect("PG_VERSION is missing");
        using var data = new TemporaryData();
        Directory.CreateDirectory(data.File("store"));
        await File.WriteAllTextAsync(data.File("store/diary.txt"), "dear diary", Patience);

        await Assert.ThrowsAsync<DistributedApplicationException>(() => WithServerAsync(data, keep: true, "select 1"));
        Assert.Equal("dear diary", await File.ReadAllTextAsync(data.File("store/diary.txt"), Patience));
    }

    public void Dispose() => logs.Dispose();

    private async Task<object?> WithServerAsync(TemporaryData data, bool keep, string sql)
    {
        var builder = DistributedApplicationTestingBuilder.Create($"--AppHost:DataFolder={data.Path}");
        var postgres = builder.AddPostgres("store");
        if (keep)
        {
            postgres.WithDataVolume();
        }

        await using var app = await StartAsync(builder);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("store", Patience);
        await using var source = NpgsqlDataSource.Create(await app.GetConnectionStringAsync("store", Patience) + ";Database=postgres;Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Patience);
    }

    private async Task<DistributedApplication> StartAsync(IDistributedApplicationTestingBuilder builder)
    {
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(logs));
        var app = await builder.BuildAsync(Patience);
        await app.StartAsync(Patience);
        return app;
    }

    private static async Task<List<string>> SettingsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select current_setting(name) from unnest(array['password_encryption', 'listen_addresses', 'max_connections', 'fsync', 'synchronous_commit']) with ordinality s (name, place) order by place");
        await using var reader = await command.ExecuteReaderAsync(Patience);
        var values = new List<string>();
        while (await reader.ReadAsync(Patience))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
