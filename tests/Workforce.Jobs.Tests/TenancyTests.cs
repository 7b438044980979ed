using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests;

/// <summary>Row-level security on every table of the schema: the tables come from the catalog, so a new one is covered by itself.</summary>
public sealed class TenancyTests
{
    [Fact]
    public async Task No_table_lets_a_tenant_read_or_write_what_is_another_ones()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, schedules) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<ScheduleClient>());
        var gates = host.Services.GetRequiredService<GateClient>();
        var other = Guid.CreateVersion7();
        foreach (var tenant in (Guid[])[engine.Tenant, other])
        {
            await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), tenant) with { IdempotencyKey = "k", SpawnLimits = new(1, 1, 1) }, default);
            var finished = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), tenant), default);
            await client.CancelAsync(tenant, finished.JobId, default);
            await gates.PauseAsync(JobScope.Queue("first", tenant), null, "ada", "", default);
            await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first", tenant), 1), default);
            await gates.ShareAsync(tenant, 2, default);
            await schedules.PutAsync(NewSchedule.Of("daily", Kinds.First, new Note(3), tenant) with { Cron = "@daily" }, default);
            await engine.ExecuteAsync("insert into jobs.attached_worker (tenant_id, id, worker_id, name, language, version, address, kinds, offers, slots) values ($1, gen_random_uuid(), gen_random_uuid(), 'w', '', '', '', '{}', '{}', 1)", tenant);
            await engine.ExecuteAsync("insert into jobs.progress (tenant_id, job_id, epoch, percent, message) values ($1, $2, 1, 1, '')", tenant, finished.JobId);
        }
        await using var app = await engine.AppAsync();
        foreach (var table in await engine.ListAsync("""
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'jobs' and c.relkind in ('r', 'p') and not c.relispartition order by 1
            """))
        {
            var owned = await engine.QueryAsync<bool>("select exists (select from information_schema.columns where table_schema = 'jobs' and table_name = $1 and column_name = 'tenant_id')", table);
            if (!owned)
            {
                // Nothing of a tenant's: closed altogether.
                Assert.Equal("42501", await FailsAsync(app, $"select count(*) from jobs.{table}"));
                continue;
            }
            Assert.Equal("true true", await engine.QueryAsync<string>("select relrowsecurity || ' ' || relforcerowsecurity from pg_class where oid = ('jobs.' || $1)::regclass", table));
            Assert.Equal(2, await engine.QueryAsync<long>($"select count(distinct tenant_id) from jobs.{table}"));
            var readable = await FailsAsync(app, $"select count(*) from jobs.{table}") is null;
            if (readable)
                Assert.Equal((0L, true), (await ScalarAsync<long>(app, $"select count(*) from jobs.{table} where tenant_id <> '{engine.Tenant}'"), await ScalarAsync<long>(app, $"select count(*) from jobs.{table}") > 0));
            // What is allowed at all changes nothing of the other's; a row of the other's cannot be made.
            Assert.Contains(await FailsAsync(app, $"update jobs.{table} set tenant_id = tenant_id where tenant_id = '{other}'"), (string?[])["0 rows", "42501"]);
            Assert.Contains(await FailsAsync(app, $"delete from jobs.{table} where tenant_id = '{other}'"), (string?[])["0 rows", "42501"]);
            Assert.Equal("42501", await FailsAsync(app, $"insert into jobs.{table} select (jsonb_populate_record(t, '{{\"tenant_id\": \"{other}\"}}')).* from jobs.{table} t"));
        }
        Assert.Equal("42501", await FailsAsync(app, "update jobs.job set tenant_id = gen_random_uuid()"));
        Assert.Equal(2, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task Every_partition_is_closed_to_whoever_comes_past_its_parent()
    {
        await using var engine = await Engine.StartAsync();
        var partitions = await engine.ListAsync("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'jobs.job_history'::regclass");
        Assert.True(partitions.Count >= 5);
        await using var app = await engine.AppAsync();
        foreach (var partition in partitions)
        {
            Assert.Equal("42501", await FailsAsync(app, $"select count(*) from jobs.{partition}"));
            Assert.Equal("true true", await engine.QueryAsync<string>("select relrowsecurity || ' ' || relforcerowsecurity from pg_class where oid = ('jobs.' || $1)::regclass", partition));
        }
    }

    [Fact]
    public async Task A_session_without_a_tenant_sees_nothing_and_a_job_of_another_tenant_cannot_be_enqueued()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await using var app = await engine.AppAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), Guid.CreateVersion7()), app, default));
        Assert.Equal("42501", refused.SqlState);

        Assert.Equal(1, await ScalarAsync<long>(app, "select count(*) from jobs.job"));
        await ScalarAsync<string>(app, "select set_config('workforce.tenant_id', '', false)");
        Assert.Equal(0, await ScalarAsync<long>(app, "select count(*) from jobs.job"));
    }

    /// <summary>Null: it went through and met rows; "0 rows": it met none; otherwise the error's code.</summary>
    private static async Task<string?> FailsAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteNonQueryAsync() == 0 ? "0 rows" : null;
        }
        catch (PostgresException problem)
        {
            return problem.SqlState;
        }
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
