using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;
using Workforce.Jobs.Storage;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

/// <summary>A database with the engine's schema, and processes (hosts) that use it.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new((owner, ct) => SqlMigrator.ApplyAsync(owner, JobsMigrations.All, ct));

    private readonly TestDatabase database;
    private readonly List<IHost> hosts = [];

    private Engine(TestDatabase database) => this.database = database;

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public NpgsqlDataSource Owner => database.Owner;

    public string ConnectionString => database.As("workforce_engine");

    public static async Task<Engine> StartAsync() => new(await TestDatabase.CreateAsync(Migrated));

    /// <summary>A process without a worker.</summary>
    public async Task<JobClient> ClientAsync(Action<JobsOptions>? configure = null, IConnectionMultiplexer? redis = null, TestLogs? logs = null) =>
        (await HostAsync(null, configure, redis, null, logs)).Services.GetRequiredService<JobClient>();

    public Task<IHost> ClientHostAsync(TestLogs logs) => HostAsync(null, null, logs: logs);

    /// <summary>A process with a worker.</summary>
    public Task<IHost> WorkerAsync(Action<JobCatalog> add, Action<JobsOptions>? configure = null, IConnectionMultiplexer? redis = null, Action<IServiceCollection>? services = null, TestLogs? logs = null) =>
        HostAsync(add, configure, redis, services, logs);

    /// <summary>A connection as a handler uses it, in a transaction, with the tenant set.</summary>
    public async Task<NpgsqlConnection> AppAsync(Guid? tenant = null)
    {
        var connection = new NpgsqlConnection(database.As("workforce_app"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select set_config('workforce.tenant_id', $1, false)", connection) { Parameters = { new() { Value = (tenant ?? Tenant).ToString() } } };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<string>> ListAsync(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Types of all events in order.</summary>
    public Task<List<string>> EventTypesAsync() => ListAsync("select type from jobs.event order by id");

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits for a job's state by its events, which are pushed, and looks at it.</summary>
    public async Task<JobDetails> UntilAsync(JobClient client, Guid jobId, Func<JobDetails, bool> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        if (await client.GetAsync(Tenant, jobId, limit.Token) is { } now && reached(now))
            return now;
        await foreach (var _ in client.EventsAsync(Tenant, 0, limit.Token))
            if (await client.GetAsync(Tenant, jobId, limit.Token) is { } job && reached(job))
                return job;
        throw new InvalidOperationException("The events ended.");
    }

    public Task<JobDetails> UntilAsync(JobClient client, Guid jobId, JobState state) => UntilAsync(client, jobId, job => job.State == state);

    /// <summary>A worker that exists only in its table.</summary>
    public async Task<Guid> AddWorkerRowAsync()
    {
        var worker = Guid.CreateVersion7();
        await ExecuteAsync("insert into jobs.worker (id, lock_id, name, kinds) values ($1, 0, 'by hand', '{}')", worker);
        return worker;
    }

    /// <summary>Claims as such a worker.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimManyAsync(JobsDatabase jobs, int limit, params string[] kinds) =>
        (await ClaimStatement.ExecuteAsync(jobs.Source, await AddWorkerRowAsync(), new(kinds, []), limit, new(), default)).Jobs;

    public async Task<ClaimedJob> ClaimAsync(JobsDatabase jobs, params string[] kinds) => Assert.Single(await ClaimManyAsync(jobs, 1, kinds));

    /// <summary>Until a query says true.</summary>
    public async Task UntilAsync(string sql, params object[] values)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await QueryAsync<bool>(sql, values))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Until a session of this database waits for another's lock.</summary>
    public Task UntilWaitingForLockAsync() =>
        UntilAsync("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
        await database.DisposeAsync();
    }

    private async Task<IHost> HostAsync(
        Action<JobCatalog>? add, Action<JobsOptions>? configure, IConnectionMultiplexer? redis = null, Action<IServiceCollection>? services = null, TestLogs? logs = null)
    {
        var host = await HostAsync(ConnectionString, add, configure, redis, services, logs);
        hosts.Add(host);
        return host;
    }

    /// <summary>A process on any database.</summary>
    public static async Task<IHost> HostAsync(
        string connectionString, Action<JobCatalog>? add, Action<JobsOptions>? configure, IConnectionMultiplexer? redis = null, Action<IServiceCollection>? services = null, TestLogs? logs = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(logs ?? new TestLogs());
        if (redis is not null)
            builder.Services.AddSingleton(redis);
        services?.Invoke(builder.Services);
        var jobs = builder.AddWorkforceJobs(options =>
        {
            options.ConnectionString = connectionString;
            configure?.Invoke(options);
        });
        if (add is not null)
            jobs.AddWorker(add);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
