using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Testing;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents.People;

/// <summary>The workers' host on a database of its own, with one company: a clinic, a position, a manager who signs in, and employees.</summary>
internal sealed class PeopleHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;

    private PeopleHost(TestDatabase database, string redis, Dictionary<string, string> settings)
    {
        Database = database;
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:workforce", database.As("workforce_app"));
            host.UseSetting("ConnectionStrings:jobs", database.As("workforce_engine"));
            host.UseSetting("ConnectionStrings:cache", redis);
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }

            host.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        });
    }

    public TestLogs Logs { get; } = new();

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public Guid Manager { get; } = Guid.CreateVersion7();

    public Guid Clinic { get; } = Guid.CreateVersion7();

    public Guid Position { get; } = Guid.CreateVersion7();

    public TestDatabase Database { get; }

    /// <param name="active">Agents that an admin has enabled.</param>
    public static async Task<PeopleHost> StartAsync(string[] active, Dictionary<string, string>? settings = null)
    {
        var host = new PeopleHost(await TestDatabase.CreateAsync(ProductDatabase.Migrated), await TestServers.RedisAsync(), settings ?? []);
        await host.ExecuteAsync("insert into identity.tenant (id, name) values ($1, 'Acme')", host.Tenant);
        await host.ExecuteAsync(
            "insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp) values ($1, $2, $3, upper($3), 'Max', 'manager', 's', 'c')",
            host.Manager, host.Tenant, $"{host.Manager:N}@acme.example");
        await host.ExecuteAsync("insert into people.clinic (id, tenant_id, key, name, time_zone) values ($1, $2, 'harbour', 'Harbour', 'Europe/Berlin')", host.Clinic, host.Tenant);
        await host.ExecuteAsync("insert into people.job_position (id, tenant_id, key, name) values ($1, $2, 'vet technician', 'Vet Technician')", host.Position, host.Tenant);
        await host.Services.GetServices<IHostedService>().OfType<AgentDispatcher>().Single().RunOnceAsync(default);
        await host.ExecuteAsync("update agents.agent set status = 'active' where agent_id = any($1)", (object)active);
        return host;
    }

    public IServiceProvider Services => factory.Services;

    public async Task<Guid> EmployAsync(string number, string name)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync("insert into people.employee (id, tenant_id, number, name, position_id, clinic_id, hired_on) values ($1, $2, $3, $4, $5, $6, '2020-01-01')", id, Tenant, number, name, Position, Clinic);
        return id;
    }

    /// <summary>A shift of eight hours that began so many days ago, clocked in so many minutes after its start, or not at all.</summary>
    public async Task ShiftAsync(Guid employee, int daysAgo, int? lateMinutes)
    {
        // One statement, so that nobody sees the shift without its punches.
        await ExecuteAsync(
            """
            with due as (select date_trunc('hour', now()) - make_interval(days => $4) as at), planned as (
                insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at, created_at)
                select gen_random_uuid(), $1, $2, $3, at, at + interval '8 hours', at from due)
            insert into people.punch (id, tenant_id, employee_id, kind, at, source)
            select gen_random_uuid(), $1, $3, k, at + case k when 'in' then make_interval(mins => $5) else interval '8 hours' end, 'clock' from due, unnest(array['in', 'out']) k where $5 >= 0
            """, Tenant, Clinic, employee, daysAgo, lateMinutes ?? -1);
    }

    /// <summary>Comes back when no agent and no proposal has anything left to do. What people are told may still be on its way.</summary>
    public async Task IdleAsync()
    {
        const string left = "select coalesce(string_agg(kind || ' ' || state || ' ' || coalesce(errors::text, ''), ', '), '') from jobs.job where kind not like 'notifications.%' and state <> 'waiting'";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await ScalarAsync<string>(left) is { Length: > 0 } waiting)
        {
            Assert.False(limit.IsCancellationRequested, $"still to do: {waiting}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async Task<T> InTenantAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant, Manager);
        return await work(scope.ServiceProvider);
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every row as text, its columns parted by a bar.</summary>
    public async Task<List<string>> RowsAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) switch { DBNull => "-", Array array => string.Join(',', array.Cast<object>()), var value => value.ToString() })));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await Database.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Database.Owner.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
