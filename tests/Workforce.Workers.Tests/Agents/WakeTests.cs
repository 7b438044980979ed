using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Agents;
using Workforce.Jobs.Schedules;

namespace Workforce.Workers.Tests.Agents;

/// <summary>What wakes agents is a trigger in somebody else's transaction: it neither fails it nor keeps it waiting.</summary>
public sealed class WakeTests
{
    private const string NewSkill = "insert into people.skill (id, tenant_id, key, name, category) values (gen_random_uuid(), $1, gen_random_uuid()::text, 'Scan', 'admin')";

    [Fact]
    public async Task What_no_worker_can_do_fails_nobody_and_is_made_up_for_when_one_can()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        await shop.ExecuteAsync("update agents.agent set event_triggers = array['people.skill'] where agent_id = 'sleeper'");
        // As where the workers are of a version without it.
        await shop.ExecuteAsync("update jobs.worker set kinds = array_remove(kinds, 'sleeper.run')");
        await shop.ExecuteAsync(NewSkill, shop.Tenant);
        await shop.ExecuteAsync(NewSkill, shop.Tenant);
        Assert.Equal(["2 | event | people.skill | Queue 'sleeper' is not known"], await WakesAsync(shop));

        await shop.DispatchAsync();
        Assert.Equal(["3 | event | people.skill | Queue 'sleeper' is not known"], await WakesAsync(shop));
        Assert.Contains(shop.Logs.Entries, entry => entry.Message.StartsWith($"Agent sleeper of {shop.Tenant} could not be called for what happened; trying again in a minute: Queue 'sleeper' is not known", StringComparison.Ordinal));

        await shop.ExecuteAsync("update jobs.worker set kinds = kinds || array['sleeper.run']");
        await shop.DispatchAsync();
        var run = await shop.Bed.Asleep.Reader.ReadAsync(TestContext.Current.CancellationToken);
        shop.Bed.Alarms.Writer.TryWrite(true);
        Assert.Equal((RunTrigger.Event, "people.skill", RunStatus.Success), await TriggerOfAsync(shop, run));
        Assert.Empty(await WakesAsync(shop));
        await shop.DispatchAsync();
        await shop.IdleAsync();
        Assert.Equal(1, await shop.ReadAsync(db => db.Runs.CountAsync()));
    }

    [Fact]
    public async Task A_clock_finds_what_an_event_could_not_call_for()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableAsync("supervisor");
        await shop.ExecuteAsync("update jobs.worker set kinds = array_remove(kinds, 'supervisor.run')");
        await AgentRunTests.WriteProposalAsync(shop, "one");
        Assert.Equal(["1 | event | proposals.proposal | Queue 'supervisor' is not known"], await WakesAsync(shop));

        // Its clock, brought forward.
        Assert.NotNull(await shop.AsAdminAsync(services => services.GetRequiredService<ScheduleClient>().RunNowAsync(shop.Tenant, "agent supervisor", TestContext.Current.CancellationToken)));
        await shop.UntilAsync(() => shop.ReadAsync(db => db.Proposals.AllAsync(proposal => proposal.RoutedAt != null)));
        Assert.Equal([RunTrigger.Cron], await shop.ReadAsync(db => db.Runs.Select(run => run.TriggerType).ToListAsync()));
    }

    [Fact]
    public async Task One_that_writes_for_long_keeps_nobody_waiting_and_neither_is_lost()
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.EnableSleeperAsync();
        await shop.ExecuteAsync("update agents.agent set event_triggers = array['people.skill'] where agent_id = 'sleeper'");
        await using var connection = await shop.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var import = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var write = connection.CreateCommand();
        (write.Transaction, write.CommandText) = (import, NewSkill);
        write.Parameters.Add(new() { Value = shop.Tenant });
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await shop.ExecuteAsync(NewSkill, shop.Tenant);
        var beside = await shop.Bed.Asleep.Reader.ReadAsync(TestContext.Current.CancellationToken);
        shop.Bed.Alarms.Writer.TryWrite(true);
        Assert.Equal((RunTrigger.Event, "people.skill", RunStatus.Success), await TriggerOfAsync(shop, beside));

        await import.CommitAsync(TestContext.Current.CancellationToken);
        var after = await shop.Bed.Asleep.Reader.ReadAsync(TestContext.Current.CancellationToken);
        shop.Bed.Alarms.Writer.TryWrite(true);
        Assert.Equal((RunTrigger.Event, "people.skill", RunStatus.Success), await TriggerOfAsync(shop, after));
    }

    private static async Task<(RunTrigger, string?, RunStatus)> TriggerOfAsync(AgentShop shop, Guid run)
    {
        var ended = await shop.EndedAsync(run);
        return (ended.TriggerType, ended.TriggerSource, ended.Status);
    }

    private static async Task<List<string>> WakesAsync(AgentShop shop) => await shop.ReadAsync(db => db.Database
        .SqlQuery<string>($"select concat_ws(' | ', events, trigger_type, trigger_source, split_part(problem, ':', 1)) as \"Value\" from agents.wake order by agent_id").ToListAsync());
}
