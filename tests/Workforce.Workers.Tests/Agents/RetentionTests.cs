using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Jobs;
using Workforce.Jobs.Schedules;

namespace Workforce.Workers.Tests.Agents;

/// <summary>What is old goes, in batches, and no total changes by it.</summary>
public sealed class RetentionTests
{
    // Of each age in days: calls of two models, a run with a step and its budget, a message, a delivery.
    private const string Fill = """
        insert into agents.model_call (id, tenant_id, run_id, agent_id, department, question, thread_id, profile, model_asked, model_used, provider, attempt,
            input_tokens, output_tokens, cached_tokens, cost_usd, latency_ms, status, error, created_at)
        select gen_random_uuid(), t, null, a, 'people', 'q', gen_random_uuid(), 'p', 'm', m, 'x', 1, 100, 10, 5, 0.000000001 * n, 1, s, case s when 'ok' then null else 'no' end, now() - d * interval '1 day'
        from (select $1::uuid as t) t, unnest(array[0, 6, 40, 91, 200, 400]) d, unnest(array['supervisor', 'tag']) a, unnest(array['small', 'large']) m,
            (values (1, 'ok'), (2, 'error')) c (n, s);
        insert into agents.run (id, tenant_id, agent_id, started_at, finished_at, status, trigger_type)
        select gen_random_uuid(), $1, 'supervisor', now() - d * interval '1 day', now() - d * interval '1 day', 'success', 'cron' from unnest(array[0, 40, 200, 364, 366, 400]) d;
        insert into agents.run_step (tenant_id, run_id, at, kind, text) select tenant_id, id, started_at, 'note', 'x' from agents.run;
        insert into agents.budget_use (tenant_id, day, scope, name, tokens, used_at) select tenant_id, '1970-01-01', 'run', id::text, 7, started_at from agents.run;
        insert into agents.budget_use (tenant_id, day, scope, name, tokens, used_at) select $1, (now() - d * interval '1 day')::date, 'agent', 'tag', 7, now() - d * interval '1 day' from unnest(array[0, 400]) d;
        insert into agents.model_message (tenant_id, thread_id, n, role, content, said_at) select $1, gen_random_uuid(), 0, 'user', 'x', now() - interval '91 days' from generate_series(1, 4500);
        insert into agents.model_message (tenant_id, thread_id, n, role, content, said_at) select $1, gen_random_uuid(), 0, 'user', 'x', now() - interval '89 days' from generate_series(1, 3);
        insert into notify.notification (id, tenant_id, key, kind, title, text) select gen_random_uuid(), $1, d::text, 'statement.done', d::text, 't' from unnest(array[0, 179, 181, 400]) d;
        insert into notify.delivery (id, tenant_id, notification_id, user_id, channel, status, sent_at, created_at)
            select gen_random_uuid(), $1, id, $2, 'email', case title when '400' then 'pending' else 'sent' end, case title when '400' then null else now() end, now() - title::int * interval '1 day' from notify.notification
        """;

    [Fact]
    public async Task What_is_older_than_its_days_goes_and_spending_and_budgets_are_told_as_before()
    {
        await using var shop = await AgentShop.StartAsync();
        foreach (var statement in Fill.Split(";\n"))
        {
            await FillAsync(shop, statement);
        }

        var madeOne = (await AgentRunTests.WriteProposalAsync(shop, "kept")).Id;
        await shop.ExecuteAsync("update proposals.proposal set run_id = (select id from agents.run order by started_at limit 1) where id = $1", madeOne);
        var (spent, today) = (await SpentAsync(shop), await shop.ReadAsync(db => BudgetUse.TodayAsync(db, DateTimeOffset.UtcNow, default)));
        Assert.Equal(48, spent.Single(one => one.Key == "people").Calls);

        for (var twice = 0; twice < 2; twice++)
        {
            await PruneAsync(shop);
            Assert.Equal(spent, await SpentAsync(shop));
        }

        Assert.Equivalent(today, await shop.ReadAsync(db => BudgetUse.TodayAsync(db, DateTimeOffset.UtcNow, default)), strict: true);
        Assert.Equal(
            ["calls 0 6 40", "days 91 200 400", "messages 3", "runs 0 40 200 364 400", "steps 0 40", "run budgets 0 40", "agent budgets 0 400", "deliveries 0 179 400", "notices 4"],
            await shop.ReadAsync(db => LeftAsync(db)));
        Assert.Equal(
            [new PrunedRows(4500, 24, 4, 1, 4, 1), new PrunedRows(0, 0, 0, 0, 0, 0)],
            (await shop.ReadAsync(db => db.Database.SqlQuery<string>($"select result::text as \"Value\" from jobs.job_history where kind = 'agents.prune' order by finished_at").ToListAsync()))
                .ConvertAll(result => System.Text.Json.JsonSerializer.Deserialize<PrunedRows>(result, Core.Schemas.SchemaJson.Options)!));
    }

    [Theory]
    [InlineData("delete from agents.model_call", 16)]
    [InlineData("delete from agents.model_message", 0)]
    [InlineData("delete from agents.run_step", 1)]
    [InlineData("delete from agents.run where not exists (select from proposals.proposal p where p.run_id = run.id)", 1)]
    [InlineData("delete from agents.budget_use", 3)]
    [InlineData("delete from notify.delivery", 2)]
    public async Task Nobody_can_take_away_what_is_new(string delete, int left)
    {
        await using var shop = await AgentShop.StartAsync();
        foreach (var statement in Fill.Split(";\n"))
        {
            await FillAsync(shop, statement);
        }

        await shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync(delete));

        await using var count = shop.Database.Owner.CreateCommand($"select count(*) from {delete.Split(' ')[2]}");
        Assert.Equal((long)left, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task FillAsync(AgentShop shop, string statement)
    {
        await using var command = shop.Database.Owner.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter { Value = shop.Tenant });
        if (statement.Contains("$2", StringComparison.Ordinal))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = shop.Admin });
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task PruneAsync(AgentShop shop)
    {
        await shop.AsAdminAsync(services => services.GetRequiredService<ScheduleClient>().DeclareAsync(shop.Tenant, "test", [NewSchedule.Of("prune", AgentJobs.Prune, new PruneTask(), shop.Tenant) with { Cron = "@yearly" }], default));
        var asked = await shop.AsAdminAsync(services => services.GetRequiredService<ScheduleClient>().RunNowAsync(shop.Tenant, "prune", default));
        await shop.UntilAsync(async () => (await shop.Jobs.GetAsync(shop.Tenant, asked!.JobId, default))!.State.IsFinished());
        Assert.Equal(JobState.Completed, (await shop.Jobs.GetAsync(shop.Tenant, asked!.JobId, default))!.State);
    }

    private static Task<List<Spend>> SpentAsync(AgentShop shop) => shop.ReadAsync(async db =>
    {
        var (last, all) = (DateOnly.FromDateTime(DateTime.UtcNow.AddDays(1)), new List<Spend>());
        foreach (var by in Enum.GetValues<SpendBy>())
        {
            all.AddRange(await Spend.ByAsync(db, by, last.AddDays(-500), last, default));
        }

        return all;
    });

    private static async Task<List<string>> LeftAsync(WorkforceDbContext db) => await db.Database.SqlQuery<string>(
        $"""
        with ages (what, n, age) as (
            select distinct 'calls', 1, now()::date - created_at::date from agents.model_call union all
            select distinct 'days', 2, now()::date - day from agents.spend_day union all
            select 'messages', 3, count(*)::int from agents.model_message union all
            select 'runs', 4, now()::date - started_at::date from agents.run union all
            select 'steps', 5, now()::date - at::date from agents.run_step union all
            select 'run budgets', 6, now()::date - used_at::date from agents.budget_use where scope = 'run' union all
            select 'agent budgets', 7, now()::date - used_at::date from agents.budget_use where scope = 'agent' union all
            select 'deliveries', 8, now()::date - created_at::date from notify.delivery where channel = 'email' union all
            select 'notices', 9, count(*)::int from notify.notification)
        select what || ' ' || string_agg(age::text, ' ' order by age) as "Value" from ages group by what, n order by n
        """).ToListAsync();
}
