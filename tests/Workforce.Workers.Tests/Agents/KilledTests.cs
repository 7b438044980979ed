using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People.Proposals;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Agents;

/// <summary>Worker processes die by kill -9 while decisions wait, are applied and are taken back.</summary>
public sealed class KilledTests
{
    private const int Decisions = 60;

    [Fact]
    public async Task Whatever_is_killed_each_decision_is_carried_out_exactly_once()
    {
        await using var database = await TestDatabase.CreateAsync(ProductDatabase.Migrated);
        var redis = await TestServers.RedisAsync();
        using var desk = await DeskAsync(database, redis);
        var (tenant, admin) = await FoundAsync(database);
        var ids = new List<Guid>();
        for (var n = 0; n < Decisions; n++)
        {
            ids.Add(await AsAsync(desk, tenant, admin, async services => Assert.IsType<Proposed.Created>(await services.GetRequiredService<Propose>().RunAsync(
                "scout", null, ProposalTypes.Of("new_skill"), new NewSkillDetail($"Skill {n}", SkillCategory.Clinical, "What it is.", []), new ProposalDraft($"{n}", $"Skill {n}", null), default)).Id));
        }

        foreach (var id in ids)
        {
            Assert.IsType<ReviewResult.Done>(await AsAsync(desk, tenant, admin, services => services.GetRequiredService<ReviewProposal>().ApproveAsync(id, null, null, null, Role.Admin, default)));
        }

        await KilledInTheMiddleAsync(desk, database, redis, tenant, ApplyStatus.Applied);
        Assert.Equal(Decisions, await ReadAsync(desk, tenant, db => db.Skills.Select(skill => skill.ProposalId).Distinct().CountAsync()));
        Assert.Equal(Decisions, await ReadAsync(desk, tenant, db => db.Skills.CountAsync()));

        foreach (var id in ids)
        {
            Assert.IsType<ReviewResult.Done>(await AsAsync(desk, tenant, admin, services => services.GetRequiredService<ReviewProposal>().UndoAsync(id, null, "all of it", Role.Admin, default)));
        }

        await KilledInTheMiddleAsync(desk, database, redis, tenant, ApplyStatus.Undone);
        Assert.Equal(0, await ReadAsync(desk, tenant, db => db.Skills.CountAsync()));
        Assert.Equal(
            [(ProposalAction.Applied, Decisions), (ProposalAction.Approved, Decisions), (ProposalAction.Proposed, Decisions), (ProposalAction.UndoAsked, Decisions), (ProposalAction.Undone, Decisions)],
            (await ReadAsync(desk, tenant, db => db.ProposalHistory.GroupBy(entry => entry.Action).Select(group => new { group.Key, Count = group.Count() }).ToListAsync()))
                .Select(group => (group.Key, group.Count)).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal));
    }

    private static async Task KilledInTheMiddleAsync(IHost desk, TestDatabase database, string redis, Guid tenant, ApplyStatus end)
    {
        using (var first = Worker(database, redis))
        {
            await UntilAsync(desk, tenant, end, 5);
            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(await CountAsync(desk, tenant, end) < Decisions, "It was killed too late to prove anything.");
        using var second = Worker(database, redis);
        try
        {
            await UntilAsync(desk, tenant, end, Decisions);
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilAsync(IHost desk, Guid tenant, ApplyStatus end, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        await using var events = desk.Services.GetRequiredService<JobClient>().EventsAsync(tenant, 0, patience.Token).GetAsyncEnumerator(patience.Token);
        while (await CountAsync(desk, tenant, end) < count)
        {
            await events.MoveNextAsync();
        }
    }

    private static Task<int> CountAsync(IHost desk, Guid tenant, ApplyStatus end) => ReadAsync(desk, tenant, db => db.Proposals.CountAsync(row => row.ApplyStatus == end));

    /// <summary>The workers as they are deployed, in a process of their own.</summary>
    private static Process Worker(TestDatabase database, string redis) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workforce.Workers.dll")])
    {
        RedirectStandardOutput = true,
        Environment =
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__workforce"] = database.As("workforce_app"),
            ["ConnectionStrings__jobs"] = database.As("workforce_engine"),
            ["ConnectionStrings__cache"] = redis,
            ["Logging__LogLevel__Default"] = "Error",
        },
    })!;

    /// <summary>What decides, without a worker: as the Api.</summary>
    private static async Task<IHost> DeskAsync(TestDatabase database, string redis)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWorkforceData(database.As("workforce_app"));
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.AddWorkforceJobs(options => options.ConnectionString = database.As("workforce_engine"));
        builder.Services.AddAgentUseCases();
        var desk = builder.Build();
        await desk.StartAsync(TestContext.Current.CancellationToken);
        return desk;
    }

    private static async Task<(Guid Tenant, Guid Admin)> FoundAsync(TestDatabase database)
    {
        var (tenant, admin) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var command = database.Owner.CreateCommand(
            $"""
            insert into identity.tenant (id, name) values ('{tenant}', 'Test');
            insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
                values ('{admin}', '{tenant}', 'ada@test.example', 'ADA@TEST.EXAMPLE', 'Ada', 'admin', 's', 'c');
            insert into agents.agent (tenant_id, agent_id, display_name, department, cluster, description) values ('{tenant}', 'scout', 'Scout', 'people', 'skill_dev', 'd');
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return (tenant, admin);
    }

    private static Task<T> ReadAsync<T>(IHost desk, Guid tenant, Func<WorkforceDbContext, Task<T>> read) => AsAsync(desk, tenant, null, services => read(services.GetRequiredService<WorkforceDbContext>()));

    private static async Task<T> AsAsync<T>(IHost desk, Guid tenant, Guid? person, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = desk.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, person);
        return await work(scope.ServiceProvider);
    }
}
