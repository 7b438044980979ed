using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Workforce.Core.Agents;
using Workforce.Core.Schemas;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Agents;

/// <summary>How runs begin and end, whoever's they are.</summary>
public sealed class AgentRunTests
{
    [Fact]
    public async Task Whatever_happens_before_a_run_begins_is_one_run_and_what_happens_after_is_another()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableAsync("supervisor");
        await shop.ExecuteAsync("insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'queue', 'supervisor', 'test', '')", shop.Tenant);
        foreach (var name in (string[])["one", "two", "three"])
        {
            await WriteProposalAsync(shop, name);
        }

        Assert.Equal((1L, 3), (await CountAsync(shop, "select count(*) from jobs.job where queue = 'supervisor'"), (int)await CountAsync(shop, "select events from agents.wake")));
        await shop.ExecuteAsync("delete from jobs.pause");
        await shop.IdleAsync();

        Assert.Equal([RunTrigger.Event], await shop.ReadAsync(db => db.Runs.Select(run => run.TriggerType).ToListAsync()));
        Assert.Equal(0, await CountAsync(shop, "select count(*) from agents.wake"));
        await WriteProposalAsync(shop, "four");
        await shop.IdleAsync();
        Assert.Equal(2, await shop.ReadAsync(db => db.Runs.CountAsync()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Proposals.CountAsync(row => row.RoutedAt == null)));
    }

    [Fact]
    public async Task A_wake_whose_job_was_cancelled_does_not_keep_the_agent_asleep()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableAsync("supervisor");
        await shop.ExecuteAsync("insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'queue', 'supervisor', 'test', '')", shop.Tenant);
        await WriteProposalAsync(shop, "one");
        Assert.True(await shop.Jobs.CancelAsync(shop.Tenant, await IdAsync(shop, "select job_id from agents.wake"), TestContext.Current.CancellationToken));
        await shop.ExecuteAsync("delete from jobs.pause");

        await WriteProposalAsync(shop, "two");
        await shop.IdleAsync();

        Assert.Equal(0, await shop.ReadAsync(db => db.Proposals.CountAsync(row => row.RoutedAt == null)));
    }

    [Fact]
    public async Task A_paused_agent_wakes_for_nothing_and_its_clock_follows_what_people_set()
    {
        await using var shop = await AgentShop.StartAsync();
        await WriteProposalAsync(shop, "one");
        Assert.Equal(0, await CountAsync(shop, "select count(*) from jobs.job where queue = 'supervisor'"));
        Assert.Equal(0, await CountAsync(shop, "select count(*) from jobs.schedule where name = 'agent supervisor'"));

        await shop.EnableAsync("supervisor");
        Assert.Equal(1, await CountAsync(shop, "select count(*) from jobs.schedule where name = 'agent supervisor' and cron = '*/15 * * * *'"));
        Assert.IsType<AgentChange.Done>(await shop.ConfigureAsync("supervisor", new AgentSettings(null, "0 7 * * *", "Europe/Berlin", null, null)));
        await shop.DispatchAsync();
        Assert.Equal(1, await CountAsync(shop, "select count(*) from jobs.schedule where name = 'agent supervisor' and cron = '0 7 * * *' and zone = 'Europe/Berlin'"));
        Assert.IsType<AgentChange.Done>(await shop.AsAdminAsync(services => services.GetRequiredService<ManageAgent>().SetStatusAsync("supervisor", null, AgentStatus.Paused, "enough", default)));
        Assert.Equal(0, await CountAsync(shop, "select count(*) from jobs.schedule where name = 'agent supervisor'"));
    }

    [Fact]
    public async Task The_stop_switch_cancels_what_runs_at_once_and_nothing_begins_until_it_is_lifted()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        var run = await shop.TriggerAsync("sleeper");
        Assert.Equal(run, await shop.Bed.Asleep.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(run, (await StatesOfAsync(shop))["sleeper"].Current!.RunId);
        var waiting = await shop.TriggerAsync("sleeper");
        Assert.Equal(waiting, await shop.TriggerAsync("sleeper"));

        var pressed = TimeProvider.System.GetTimestamp();
        await shop.AsAdminAsync(services => services.GetRequiredService<StopAgents>().StopAsync("enough", TestContext.Current.CancellationToken));
        var ended = await RunEndedAsync(shop, run);

        TestContext.Current.TestOutputHelper?.WriteLine($"Cancelled {TimeProvider.System.GetElapsedTime(pressed).TotalMilliseconds:0} ms after the switch was pressed");
        Assert.Equal((RunStatus.Cancelled, (string?)null), (ended.Status, ended.ErrorMessage));
        await shop.UntilAsync(async () => (await shop.Jobs.GetAsync(shop.Tenant, waiting, TestContext.Current.CancellationToken))!.State.IsFinished());
        Assert.Equal("All agents are stopped.", (await shop.Jobs.GetAsync(shop.Tenant, waiting, TestContext.Current.CancellationToken))!.Reason);
        Assert.False(shop.Bed.Asleep.Reader.TryRead(out _));

        await shop.AsAdminAsync(services => services.GetRequiredService<StopAgents>().LiftAsync(TestContext.Current.CancellationToken));
        shop.Bed.Alarms.Writer.TryWrite(true);
        var slept = await shop.RunAsync("sleeper");
        Assert.Equal((RunStatus.Success, "Slept well.", "{\"hours\": 8}", RunTrigger.Manual, "Ada"), (slept.Status, slept.Summary, slept.Metadata, slept.TriggerType, slept.TriggerSource));
    }

    [Fact]
    public async Task An_agent_that_follows_runs_when_the_other_has_succeeded()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        await shop.EnableAsync("supervisor");

        await shop.RunAsync("supervisor");

        var follower = await shop.Bed.Asleep.Reader.ReadAsync(TestContext.Current.CancellationToken);
        shop.Bed.Alarms.Writer.TryWrite(true);
        var run = await shop.EndedAsync(follower);
        Assert.Equal((RunTrigger.Agent, "supervisor", RunStatus.Success), (run.TriggerType, run.TriggerSource, run.Status));
    }

    [Fact]
    public async Task A_run_that_fails_for_good_says_why_and_people_are_told()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableAsync("supervisor");
        await shop.ExecuteAsync("update agents.agent set config = '{\"grant_at\": 9}'");
        var asked = Assert.IsType<AgentChange.Asked>(await shop.AsAdminAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("supervisor", default)));
        await shop.UntilAsync(() => shop.ReadAsync(async db => await db.RunSteps.AnyAsync(step => step.Kind == RunStepKind.Warning)));
        // The attempts between the first and the last would take a minute of waiting.
        await shop.ExecuteAsync("update jobs.job set attempt = 4, due_at = now(), rank_at = now() where id = $1", asked.RunId);

        var run = await shop.EndedAsync(asked.RunId);

        Assert.Equal((RunStatus.Error, "The settings of Supervisor do not fit: grant_at: 9 is above the maximum of 1."), (run.Status, run.ErrorMessage));
        Assert.Equal(RunStatus.Error, await shop.ReadAsync(db => db.Agents.Where(agent => agent.AgentId == "supervisor").Select(agent => agent.LastRunStatus).SingleAsync()));
        Assert.Equal(1, await CountAsync(shop, "select count(*) from notify.notification where kind = 'agent.failed'"));
    }

    [Fact]
    public async Task Redis_is_flushed_again_and_again_and_the_states_come_out_the_same()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableAsync("supervisor");
        using var redis = await ConnectionMultiplexer.ConnectAsync(await TestServers.RedisAsync());
        var keys = redis.GetServer(redis.GetEndPoints()[0]);
        for (var n = 0; n < 5; n++)
        {
            await WriteProposalAsync(shop, $"{n}");
            foreach (var key in keys.Keys(pattern: $"workforce:agent:{shop.Database.Name}:*"))
            {
                await redis.GetDatabase().KeyDeleteAsync(key);
            }

            await shop.IdleAsync();
        }

        var cached = await StatesAsync(shop);
        Assert.NotEmpty(keys.Keys(pattern: $"workforce:agent:{shop.Database.Name}:*"));
        foreach (var key in keys.Keys(pattern: $"workforce:agent:{shop.Database.Name}:*"))
        {
            Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));
            await redis.GetDatabase().KeyDeleteAsync(key);
        }

        Assert.Equal(cached, await StatesAsync(shop));
        Assert.Equal(5, JsonDocument.Parse(cached).RootElement.GetProperty("supervisor").GetProperty("open_proposals").GetInt32());
    }

    private static async Task<RecordedRun> RunEndedAsync(AgentShop shop, Guid run)
    {
        RecordedRun? seen = null;
        await shop.UntilAsync(async () => (seen = await shop.ReadAsync(db => db.Runs.AsNoTracking().SingleAsync(row => row.Id == run))).Status != RunStatus.Running);
        return seen!;
    }

    private static Task<IReadOnlyDictionary<string, AgentState>> StatesOfAsync(AgentShop shop) =>
        shop.AsAdminAsync(services => services.GetRequiredService<AgentStates>().AllAsync(TestContext.Current.CancellationToken));

    // Everything of it but the moment it was read.
    private static async Task<string> StatesAsync(AgentShop shop)
    {
        var states = await StatesOfAsync(shop);
        return JsonSerializer.Serialize(states.OrderBy(state => state.Key, StringComparer.Ordinal).ToDictionary(state => state.Key, state => state.Value with { AsOf = 0 }), SchemaJson.Options);
    }

    internal static Task<Core.Proposals.Proposed.Created> WriteProposalAsync(AgentShop shop, string subject) => shop.AsAdminAsync(async services =>
        Assert.IsType<Core.Proposals.Proposed.Created>(await services.GetRequiredService<Core.Proposals.Propose>().RunAsync(
            "supervisor", null, Core.Proposals.ProposalTypes.Of("new_skill"), new Core.People.Proposals.NewSkillDetail(subject, Core.People.Skills.SkillCategory.Admin, "x", []), new Core.Proposals.ProposalDraft(subject, subject, null), default)));

    private static async Task<long> CountAsync(AgentShop shop, string sql)
    {
        await using var command = shop.Database.Owner.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<Guid> IdAsync(AgentShop shop, string sql)
    {
        await using var command = shop.Database.Owner.CreateCommand(sql);
        return (Guid)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
