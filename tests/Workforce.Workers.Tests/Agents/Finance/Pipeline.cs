using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;
using Workforce.Jobs.Schedules;
using Workforce.Testing;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>The workers' host on a database of its own, with one tenant.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;

    private Pipeline(TestDatabase database, string redis, IReadOnlyDictionary<string, string> settings)
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
            host.ConfigureServices(services => services.AddFinanceUseCases());
        });
    }

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public TestDatabase Database { get; }

    public TestLogs Logs { get; } = new();

    private IServiceProvider Services => factory.Services;

    public static async Task<Pipeline> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var pipeline = new Pipeline(await TestDatabase.CreateAsync(ProductDatabase.Migrated), await TestServers.RedisAsync(), settings ?? new Dictionary<string, string>());
        await pipeline.AddTenantAsync();
        return pipeline;
    }

    /// <summary>Sends a file in as the Api does, and comes back when the last employee is done with it.</summary>
    public async Task<Statement> RunAsync(string fileName, byte[] content, StatementHints? hints = null)
    {
        return await DoneAsync(await UploadAsync(fileName, content, hints));
    }

    /// <summary>Sends a file in and does not wait.</summary>
    public async Task<Guid> UploadAsync(string fileName, byte[] content, StatementHints? hints = null) =>
        (await InTenantAsync(services => services.GetRequiredService<UploadStatement>().RunAsync(fileName, content, hints, CancellationToken.None))).Id;

    /// <summary>Returns when nothing is left to do: second looks, too, are over.</summary>
    public async Task IdleAsync()
    {
        await using var left = Database.Owner.CreateCommand("select count(*) from jobs.job");
        await foreach (var _ in Services.GetRequiredService<JobClient>().EventsAsync(Tenant, 0, TestContext.Current.CancellationToken))
        {
            if (await left.ExecuteScalarAsync() is 0L)
            {
                return;
            }
        }
    }

    /// <summary>Sends a receipt in, and comes back when Byte has read it.</summary>
    public async Task<Receipt> RunReceiptAsync(string fileName, byte[] content)
    {
        var uploaded = await InTenantAsync(services => services.GetRequiredService<UploadReceipt>().RunAsync(fileName, "text/plain", content, CancellationToken.None));
        Task<Receipt> ReadReceiptAsync() => ReadAsync(db => db.Receipts.AsNoTracking().SingleAsync(receipt => receipt.Id == uploaded.Id));
        var correlation = (await ReadReceiptAsync()).CorrelationId;
        await WhenAsync(correlation, message => Task.FromResult(message.Kind == "byte.read_receipt"));
        return await ReadReceiptAsync();
    }

    /// <summary>How many jobs of a kind are over.</summary>
    public async Task<long> CountJobsAsync(string kind)
    {
        await using var count = Database.Owner.CreateCommand("select count(*) from jobs.job_history where kind = $1");
        count.Parameters.AddWithValue(kind);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>What the process does when it starts, and each minute.</summary>
    public Task DeclareSchedulesAsync() =>
        Services.GetServices<IHostedService>().OfType<TenantSchedules>().Single().RunOnceAsync(CancellationToken.None);

    public async Task<IReadOnlyList<ScheduleDetails>> SchedulesAsync(Guid tenant) =>
        (await Services.GetRequiredService<ScheduleClient>().ListAsync(tenant, new ScheduleFilter(), CancellationToken.None)).Schedules;

    public async Task<Statement> DoneAsync(Guid id)
    {
        var correlation = (await StatementAsync(id)).CorrelationId;
        await WhenAsync(correlation, async _ => await StatementAsync(id) is { CompletedAt: not null });
        return await StatementAsync(id);
    }

    /// <summary>Returns at the first completed job of the correlation that <paramref name="isLast"/> accepts.</summary>
    private async Task WhenAsync(Guid correlation, Func<JobEvent, Task<bool>> isLast)
    {
        await foreach (var message in Services.GetRequiredService<JobClient>().EventsAsync(Tenant, 0, TestContext.Current.CancellationToken))
        {
            if (message.CorrelationId == correlation && message.Type == "failed")
            {
                Assert.Fail($"{message.Kind} gave up: {message.Message}");
            }

            if (message.CorrelationId == correlation && message.Type == "completed" && await isLast(message))
            {
                return;
            }
        }

        throw new InvalidOperationException("The event stream ended.");
    }

    public async Task<T> InTenantAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant, null);
        return await work(scope.ServiceProvider);
    }

    public Task<T> ReadAsync<T>(Func<WorkforceDbContext, Task<T>> read) => InTenantAsync(services => read(services.GetRequiredService<WorkforceDbContext>()));

    public async Task<HttpStatusCode> HealthAsync()
    {
        using var client = factory.CreateClient();
        using var response = await client.GetAsync("/health");
        return response.StatusCode;
    }

    public Task<Statement> StatementAsync(Guid id) => ReadAsync(db => db.Statements.AsNoTracking().SingleAsync(statement => statement.Id == id));

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task AddTenantAsync()
    {
        await using var connection = await Database.Owner.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("insert into identity.tenant (id, name) values ($1, 'Test')", connection);
        insert.Parameters.AddWithValue(Tenant);
        await insert.ExecuteNonQueryAsync();
    }
}
