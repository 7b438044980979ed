using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Jobs.Gates;
using Workforce.Testing;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents;

/// <summary>A workers' process with its registered agents, a company with an admin and a manager, and what they do to agents.</summary>
internal sealed class AgentShop : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;
    private readonly bool ownsDatabase;

    private AgentShop(TestDatabase database, string redis, AgentShop? beside)
    {
        (Database, ownsDatabase) = (database, beside is null);
        (Tenant, Admin) = (beside?.Tenant ?? Guid.CreateVersion7(), beside?.Admin ?? Guid.CreateVersion7());
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:workforce", database.As("workforce_app"));
            host.UseSetting("ConnectionStrings:jobs", database.As("workforce_engine"));
            host.UseSetting("ConnectionStrings:cache", redis);
            host.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
            host.ConfigureServices(services =>
            {
                var catalog = (JobCatalog)services.Single(service => service.ServiceType == typeof(JobCatalog)).ImplementationInstance!;
                catalog.Add<AgentTask, AgentRunner<Sleeper>>(AgentJobs.RunOf(Sleeper.Card.Id));
                services.AddScoped<AgentRunner<Sleeper>>().AddScoped<Sleeper>().AddSingleton(Bed);
            });
        });
    }

    public Guid Tenant { get; }

    public Guid Admin { get; }

    public TestDatabase Database { get; }

    public TestLogs Logs { get; } = new();

    /// <summary>Where the sleepers of this process lie.</summary>
    public SleeperBed Bed { get; } = new();

    public JobClient Jobs => factory.Services.GetRequiredService<JobClient>();

    /// <param name="beside">Another process whose database and company this one shares.</param>
    public static async Task<AgentShop> StartAsync(AgentShop? beside = null)
    {
        var shop = new AgentShop(beside?.Database ?? await TestDatabase.CreateAsync(ProductDatabase.Migrated), await TestServers.RedisAsync(), beside);
        if (beside is null)
        {
            await shop.FoundAsync();
        }

        await shop.DispatchAsync();
        return shop;
    }

    /// <summary>What the dispatcher does each minute.</summary>
    public Task DispatchAsync() => factory.Services.GetServices<IHostedService>().OfType<AgentDispatcher>().Single().RunOnceAsync(TestContext.Current.CancellationToken);

    public Task<AgentChange> EnableAsync(string agent) => AsAdminAsync(services => services.GetRequiredService<ManageAgent>().SetStatusAsync(agent, null, AgentStatus.Active, null, TestContext.Current.CancellationToken));

    public Task<AgentChange> ConfigureAsync(string agent, AgentSettings settings) =>
        AsAdminAsync(services => services.GetRequiredService<ManageAgent>().ConfigureAsync(agent, null, settings, TestContext.Current.CancellationToken));

    /// <summary>Registers the sleeper, which is in no catalog of the product, and enables it.</summary>
    public async Task<AgentChange> EnableSleeperAsync()
    {
        await AsAdminAsync(services => RegisterAgents.RunAsync(services.GetRequiredService<WorkforceDbContext>(), [Sleeper.Card], TestContext.Current.CancellationToken));
        // As the dispatcher does for those of the catalog.
        await factory.Services.GetRequiredService<GateClient>().LimitAsync(JobLimit.Running(JobScope.Queue(Sleeper.Card.Id), 1).ForEachTenant(), TestContext.Current.CancellationToken);
        return await EnableAsync(Sleeper.Card.Id);
    }

    /// <summary>Asks for a run.</summary>
    public async Task<Guid> TriggerAsync(string agent) =>
        Assert.IsType<AgentChange.Asked>(await AsAdminAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync(agent, TestContext.Current.CancellationToken))).RunId;

    /// <summary>Asks for a run and waits for its end.</summary>
    public async Task<RecordedRun> RunAsync(string agent) => await EndedAsync(await TriggerAsync(agent));

    public async Task<RecordedRun> EndedAsync(Guid run)
    {
        await UntilAsync(async () => (await Jobs.GetAsync(Tenant, run, TestContext.Current.CancellationToken))!.State.IsFinished());
        return await ReadAsync(db => db.Runs.AsNoTracking().SingleAsync(row => row.Id == run));
    }

    /// <summary>Returns when no agent runs and nothing waits to be applied.</summary>
    public Task IdleAsync() => UntilAsync(async () =>
    {
        await using var left = Database.Owner.CreateCommand("select count(*) from jobs.job where queue <> 'notifications'");
        return await left.ExecuteScalarAsync(TestContext.Current.CancellationToken) is 0L;
    });

    /// <summary>Looks again at each event of a job, and a few times a second for what no job tells of, until it is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        // Subscribed before the first look, so that nothing falls in between.
        await using var events = Jobs.EventsAsync(Tenant, 0, patience.Token).GetAsyncEnumerator(patience.Token);
        var next = events.MoveNextAsync().AsTask();
        while (!await so())
        {
            if (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token)) == next)
            {
                Assert.True(await next, "It did not come to that within a minute.");
                next = events.MoveNextAsync().AsTask();
            }

            patience.Token.ThrowIfCancellationRequested();
        }

        await patience.CancelAsync();
        await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task<ReviewResult> ReviewAsync(Func<ReviewProposal, Task<ReviewResult>> review) => AsAdminAsync(services => review(services.GetRequiredService<ReviewProposal>()));

    public Task<T> ReadAsync<T>(Func<WorkforceDbContext, Task<T>> read) => AsAdminAsync(services => read(services.GetRequiredService<WorkforceDbContext>()));

    public async Task<T> AsAdminAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = factory.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant, Admin);
        return await work(scope.ServiceProvider);
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Database.Owner.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }

    private async Task FoundAsync()
    {
        await ExecuteAsync("insert into identity.tenant (id, name) values ($1, 'Test')", Tenant);
        await ExecuteAsync(
            """
            insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
            values ($1, $2, 'ada@' || $1::text || '.example', 'ADA@' || upper($1::text) || '.EXAMPLE', 'Ada', 'admin', 's', 'c')
            """,
            Admin, Tenant);
    }
}
