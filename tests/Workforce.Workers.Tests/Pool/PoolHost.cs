using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Core.Identity;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Pool;

/// <summary>The workers as they run, with the pool on a port of its own, a database of the test's own and the real Redis.</summary>
internal sealed class PoolHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;
    private readonly bool ownsDatabase;
    private readonly List<GrpcChannel> channels = [];

    private PoolHost(WebApplicationFactory<Program> factory, TestDatabase database, string address, bool ownsDatabase) =>
        (this.factory, Database, Address, this.ownsDatabase) = (factory, database, address, ownsDatabase);

    public TestDatabase Database { get; }

    /// <summary>Where workers attach.</summary>
    public string Address { get; }

    public JobClient Jobs => factory.Services.GetRequiredService<JobClient>();

    public IServiceProvider Services => factory.Services;

    /// <param name="settings">Configuration over the usual one.</param>
    /// <param name="beside">Another host whose database this one shares, as a replica does.</param>
    /// <param name="port">A port that it had before.</param>
    /// <param name="enginePort">Instead of the server's: what lies between the engine and Postgres.</param>
    public static async Task<PoolHost> StartAsync(Dictionary<string, string>? settings = null, PoolHost? beside = null, TestLogs? logs = null, int? port = null, string scheme = "http", int? enginePort = null)
    {
        var database = beside?.Database ?? await TestDatabase.CreateAsync(ProductDatabase.Migrated);
        var redis = await TestServers.RedisAsync();
        var address = $"{scheme}://127.0.0.1:{port ?? FreePort()}";
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("ConnectionStrings:workforce", database.As("workforce_app"));
            web.UseSetting("ConnectionStrings:jobs", enginePort is null ? database.As("workforce_engine") : new NpgsqlConnectionStringBuilder(database.As("workforce_engine")) { Port = enginePort.Value }.ConnectionString);
            web.UseSetting("ConnectionStrings:cache", redis);
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("WorkerPool:Url", address);
            foreach (var (key, value) in settings ?? [])
                web.UseSetting(key, value);
            web.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs ?? new TestLogs()));
        });
        var before = beside is null ? 0 : await beside.QueryAsync<long>("select count(*) from jobs.worker");
        factory.UseKestrel();
        factory.StartServer();
        var host = new PoolHost(factory, database, address, ownsDatabase: beside is null);
        await host.UntilAsync("select count(*) > $1 from jobs.worker", before);
        return host;
    }

    /// <summary>A tenant with a person in it, and a key of that person's.</summary>
    public async Task<(Guid Tenant, string Key)> KeyAsync(params string[] scopes)
    {
        var tenant = Guid.CreateVersion7();
        await ExecuteAsync("insert into identity.tenant (id, name) values ($1, 'Juniper')", tenant);
        return (tenant, await KeyOfAsync(tenant, scopes));
    }

    /// <summary>Another person of a tenant, with a key.</summary>
    public async Task<string> KeyOfAsync(Guid tenant, params string[] scopes) => await KeyOfAsync(tenant, "manager", scopes);

    public async Task<string> KeyOfAsync(Guid tenant, string role, string[] scopes)
    {
        var (person, key) = (Guid.CreateVersion7(), ApiKeySecret.New());
        await ExecuteAsync($"""
            insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
            values ($1, $2, $1 || '@juniper.example', upper($1 || '@juniper.example'), 'Ada', '{role}', 's', 'c')
            """, person, tenant);
        await ExecuteAsync("insert into identity.api_key (id, tenant_id, user_id, name, prefix, hash, scopes, expires_at) values (gen_random_uuid(), $1, $2, 'k', $3, $4, $5, now() + interval '1 day')",
            tenant, person, ApiKeySecret.PrefixOf(key), ApiKeySecret.HashOf(key), scopes is [] ? [ApiKeyScopes.Worker] : scopes);
        return key;
    }

    public GrpcChannel Channel()
    {
        var channel = GrpcChannel.ForAddress(Address);
        channels.Add(channel);
        return channel;
    }

    public WorkerPool.WorkerPoolClient Client() => new(Channel());

    public static Metadata With(string key) => new() { { "x-api-key", key } };

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Until a query says true.</summary>
    public async Task UntilAsync(string sql, params object[] values)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await QueryAsync<bool>(sql, values))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        await factory.DisposeAsync();
        if (ownsDatabase)
            await Database.DisposeAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
