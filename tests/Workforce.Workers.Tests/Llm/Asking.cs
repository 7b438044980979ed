using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Jobs;
using Workforce.Testing;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Tests.Llm;

/// <summary>The model client as a worker has it, on a database of its own, with two priced models: <c>small</c>, then <c>large</c>.</summary>
internal sealed class Asking : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly IHost host;
    private readonly bool ownsDatabase;

    private Asking(TestDatabase database, IHost host, TestLogs logs, Asking? beside) =>
        (this.database, this.host, Logs, ownsDatabase, Tenant) = (database, host, logs, beside is null, beside?.Tenant ?? Guid.CreateVersion7());

    public TestLogs Logs { get; }

    public Guid Tenant { get; }

    public Guid Run { get; } = Guid.CreateVersion7();

    public BudgetCaller Caller => new(Tenant, "people", "skill_scout", Run);

    /// <param name="address">Null: no model is configured.</param>
    public static Task<Asking> StartAsync(string? address, params (string Key, string? Value)[] settings) => StartAsync(address, null, settings);

    /// <param name="beside">Another process whose database and company this one shares.</param>
    public static async Task<Asking> StartAsync(string? address, Asking? beside, params (string Key, string? Value)[] settings)
    {
        var database = beside?.database ?? await TestDatabase.CreateAsync(ProductDatabase.Migrated);
        var configuration = new Dictionary<string, string?>
        {
            ["Model:Endpoint"] = address,
            ["Model:ApiKey"] = address is null ? null : "sk-test-0123456789abcdef0123",
            ["ConnectionStrings:cache"] = await TestServers.RedisAsync(),
            ["Model:FirstDelaySeconds"] = "0.001",
            ["Model:Models:small:InputUsd"] = "1",
            ["Model:Models:small:OutputUsd"] = "4",
            ["Model:Models:small:CachedUsd"] = "0.1",
            ["Model:Models:large:InputUsd"] = "10",
            ["Model:Models:large:OutputUsd"] = "40",
        };
        foreach (var profile in Enum.GetValues<ModelProfile>().Select(ModelLineup.Word))
        {
            (configuration[$"Model:Profiles:{profile}:0"], configuration[$"Model:Profiles:{profile}:1"]) = ("small", "large");
        }

        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        var logs = new TestLogs();
        builder.Logging.AddProvider(logs);
        builder.Services.AddWorkforceData(database.As("workforce_app")).AddModels(builder.Configuration);
        builder.AddWorkforceJobs(jobs => jobs.ConnectionString = database.As("workforce_engine"));
        builder.AddRedisClient("cache", settings => settings.DisableHealthChecks = true, redis => redis.AbortOnConnectFail = false);
        // Not started: nobody takes a job.
        var asking = new Asking(database, builder.Build(), logs, beside);
        if (beside is null)
        {
            await asking.ExecuteAsync($"insert into identity.tenant (id, name) values ('{asking.Tenant}', 'Test')");
        }

        return asking;
    }

    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async Task<ModelReply<T>> AskAsync<T>(ModelQuestion<T> question, BudgetCaller? caller = null, CancellationToken ct = default)
        where T : class
    {
        await using var scope = host.Services.CreateAsyncScope();
        var models = scope.ServiceProvider.GetRequiredService<ModelClient>();
        models.Enter(caller ?? Caller);
        return await models.AskAsync(question, ct);
    }

    public async Task<T> ReadAsync<T>(Func<WorkforceDbContext, Task<T>> read)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant, null);
        return await read(scope.ServiceProvider.GetRequiredService<WorkforceDbContext>());
    }

    public Task<RunTrace> TraceAsync() => ReadAsync(db => RunTrace.OfAsync(db, Run, CancellationToken.None));

    /// <summary>Each call: model, status, tokens in and out (~: our own count), and cost in millionths of a dollar.</summary>
    public async Task<string[]> LogAsync() => [.. (await TraceAsync()).Calls.Select(call =>
        $"{call.ModelAsked} {call.Status} {(call.Estimated ? "~" : "")}{call.InputTokens}+{call.OutputTokens} {call.CostUsd * 1_000_000:0.###}")];

    /// <summary>Nothing is left reserved, and the ledger has what the log has.</summary>
    public async Task<decimal> SettledAsync()
    {
        var use = (await ReadAsync(db => BudgetUse.TodayAsync(db, DateTimeOffset.UtcNow, CancellationToken.None))).Single(use => use.Scope == "tenant");
        var trace = await TraceAsync();
        Assert.Equal((0, 0m, trace.Calls.Sum(call => call.CostUsd)), (use.ReservedTokens, use.ReservedUsd, use.UsedUsd));
        return use.UsedUsd;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // McpSources is disposed asynchronously alone.
        await ((IAsyncDisposable)host).DisposeAsync();
        if (ownsDatabase)
        {
            await database.DisposeAsync();
        }
    }
}
