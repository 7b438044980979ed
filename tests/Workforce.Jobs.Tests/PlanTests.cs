using System.Text.Json;
using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

/// <summary>The hot statements keep their plan whatever the statistics say.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData(10, false)]
    [InlineData(100_000, false)]
    // Analysed when empty, full now: what a queue's statistics look like in a burst.
    [InlineData(100_000, true)]
    [InlineData(1_000_000, false)]
    public async Task Claims_and_completions_use_their_indexes_and_nothing_else(int rows, bool stale)
    {
        await using var engine = await Engine.StartAsync();
        if (stale)
        {
            await engine.ExecuteAsync("alter table jobs.job set (autovacuum_enabled = off)");
            await engine.ExecuteAsync("analyze jobs.job");
        }
        await engine.ExecuteAsync("""
            insert into jobs.job (tenant_id, id, correlation_id, rank_at, timeout_ms, priority, max_attempts, queue, kind, payload)
            select $1, id, id, now(), 1000, 5, 3, 'first', 'first.note', '{}' from (select gen_random_uuid() as id from generate_series(1, $2)) ids
            """, engine.Tenant, rows);
        if (!stale)
            await engine.ExecuteAsync("analyze jobs.job");
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = await engine.AddWorkerRowAsync();

        var claim = await PlanAsync(database, ClaimStatement.Sql, new string[] { "first.note" }, 1000L, worker, Guid.Empty, 0L, Array.Empty<string>());
        var calm = await PlanAsync(database, CalmClaimStatement.Sql, new string[] { "first.note" }, 64L, worker);
        var claimOfOne = await PlanAsync(database, ClaimStatement.SqlOfOne, new string[] { "first.note" }, 1000L, worker, engine.Tenant, 0L, Array.Empty<string>());
        var calmOfOne = await PlanAsync(database, CalmClaimStatement.SqlOfOne, new string[] { "first.note" }, 64L, worker, engine.Tenant);
        var claimed = await engine.ClaimManyAsync(database, 1000, "first.note");
        var finish = await PlanAsync(database, FinishStatement.Sql,
            claimed.Select(j => j.TenantId).ToArray(), claimed.Select(j => j.Id).ToArray(), claimed.Select(j => j.Epoch).ToArray(), claimed.Select(_ => "completed").ToArray(),
            claimed.Select(_ => "{}").ToArray(), new string?[claimed.Count], new string?[claimed.Count], "w", Array.Empty<string>());

        // The claim index alone: to find the lanes, to look ahead in them, to take. What was locked is updated where it lies.
        // And, where something limits what runs at once, what runs.
        Assert.Equal([.. Enumerable.Repeat("job_claim", 8), "job_lease", "job_worker"], claim.Indexes.Where(i => i.StartsWith("job_", StringComparison.Ordinal) && i != "job_limit_key").Order());
        Assert.Equal(["job_pk"], finish.Indexes.Where(i => i.StartsWith("job_", StringComparison.Ordinal)));
        Assert.Equal(["job_claim"], calm.Indexes.Where(i => i.StartsWith("job_", StringComparison.Ordinal) && i != "job_limit_key"));
        // Those of one tenant are found without stepping from tenant to tenant.
        Assert.Equal([.. Enumerable.Repeat("job_claim", 6), "job_lease", "job_worker"], claimOfOne.Indexes.Where(i => i.StartsWith("job_", StringComparison.Ordinal) && i != "job_limit_key").Order());
        Assert.Equal(["job_claim"], calmOfOne.Indexes.Where(i => i.StartsWith("job_", StringComparison.Ordinal) && i != "job_limit_key"));
        Assert.Empty(claimOfOne.Scanned);
        Assert.Empty(calmOfOne.Scanned);
        Assert.InRange(claimOfOne.Buffers, 0, 40 * Math.Min(rows, 1000) + 500);
        Assert.InRange(calmOfOne.Buffers, 0, 1500);
        Assert.Empty(claim.Scanned);
        Assert.Empty(calm.Scanned);
        Assert.Empty(finish.Scanned);
        // What is read is bounded by what is taken, not by what is there.
        Assert.InRange(claim.Buffers, 0, 40 * Math.Min(rows, 1000) + 500);
        Assert.InRange(calm.Buffers, 0, 1500);
        Assert.InRange(finish.Buffers, 0, 60 * Math.Min(rows, 1000) + 500);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public async Task A_claim_under_limits_for_each_key_reads_what_it_looks_at_and_what_runs(int rows, bool stale)
    {
        await using var engine = await Engine.StartAsync();
        if (stale)
        {
            await engine.ExecuteAsync("alter table jobs.job set (autovacuum_enabled = off)");
            await engine.ExecuteAsync("analyze jobs.job");
        }
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = await engine.AddWorkerRowAsync();
        // Each has a key of its own; a fiftieth of them runs, and has been counted.
        await engine.ExecuteAsync("""
            insert into jobs.job (tenant_id, id, correlation_id, rank_at, timeout_ms, priority, max_attempts, queue, kind, payload, keys, lane, state, worker_id, attempt, epoch, started_at)
            select $1, id, id, case when n % 50 <> 0 then now() end, 1000, 5, 3, 'first', 'first.note', '{}', keys, jobs.lane_of(keys, null),
                case when n % 50 = 0 then 'processing' else 'pending' end, case when n % 50 = 0 then $3 end, case when n % 50 = 0 then 1 else 0 end, case when n % 50 = 0 then 1 else 0 end, case when n % 50 = 0 then now() end
            from (select n, gen_random_uuid() as id, array['customer:' || n / 2] as keys from generate_series(1, $2) as n) ids
            """, engine.Tenant, rows, worker);
        await engine.ExecuteAsync("""
            insert into jobs.job_limit (id, scope, name, measure, most, span, each_tenant, each_of, prefix) values
                (1, 'all', '', 'running', 1, null, false, 'key', 'customer:'), (2, 'all', '', 'running', 5000, null, true, null, null), (3, 'queue', 'first', 'starts', 5, '1 minute', true, 'key', 'customer:')
            """);
        await engine.ExecuteAsync("insert into jobs.limit_use (limit_id, part, at, amount) select 3, $1::text || ' customer:' || n, date_bin('1 second', now(), 'epoch'), 1 from generate_series(1, $2 / 10) as n", engine.Tenant, rows);
        if (!stale)
            await engine.ExecuteAsync("analyze");

        var claim = await PlanAsync(database, ClaimStatement.Sql, new string[] { "first.note" }, 1000L, worker, Guid.Empty, 0L, Array.Empty<string>());

        Assert.Equal(["job_claim", "job_lease", "job_worker"], claim.Indexes.Where(i => i is "job_claim" or "job_lease" or "job_worker").Distinct().Order());
        // Three limits fit into a page.
        Assert.DoesNotContain(claim.Scanned, table => table != "job_limit");
        // Of what waits no more than one claim looks at, and all that runs.
        Assert.InRange(claim.Buffers, 0, 30_000);
    }

    private sealed record Plan(List<string> Indexes, List<string> Scanned, long Buffers);

    private static async Task<Plan> PlanAsync(JobsDatabase database, string sql, params object[] values)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"explain (analyze, buffers, format json) {sql}", connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        var plan = new Plan([], [], Sum(json.RootElement[0].GetProperty("Plan")));
        Walk(json.RootElement[0].GetProperty("Plan"), plan);
        await transaction.RollbackAsync();
        return plan;
    }

    private static long Sum(JsonElement node) => node.GetProperty("Shared Hit Blocks").GetInt64() + node.GetProperty("Shared Read Blocks").GetInt64();

    private static void Walk(JsonElement node, Plan plan)
    {
        if (node.TryGetProperty("Index Name", out var index))
            plan.Indexes.Add(index.GetString()!);
        if (node.GetProperty("Node Type").GetString() == "Seq Scan")
            plan.Scanned.Add(node.GetProperty("Relation Name").GetString()!);
        if (node.TryGetProperty("Plans", out var children))
            foreach (var child in children.EnumerateArray())
                Walk(child, plan);
    }
}
