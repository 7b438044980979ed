using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Jobs.Tests;

public sealed class SpawnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Below_a_root_there_are_never_more_levels_children_or_jobs_than_it_allows_and_what_exceeds_it_stores_nothing()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        NewJob Below(Guid? parent) => NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { ParentId = parent };
        async Task<Guid> AddAsync(Guid? parent) => (await client.EnqueueAsync(Below(parent), Ct)).JobId;
        async Task<string> RefusedAsync(params Guid[] parents)
        {
            var before = await engine.QueryAsync<long>("select count(*) from jobs.job");
            var refused = await Assert.ThrowsAsync<SpawnLimitException>(() => client.EnqueueManyAsync([.. parents.Select(p => Below(p))], Ct));
            Assert.Equal(before, await engine.QueryAsync<long>("select count(*) from jobs.job"));
            return refused.Message;
        }
        var root = (await client.EnqueueAsync(Below(null) with { SpawnLimits = new(2, 3, 6) }, Ct)).JobId;
        Guid[] children = [await AddAsync(root), await AddAsync(root), await AddAsync(root)];

        Assert.Equal($"The root job {root} lets a job spawn 3 jobs.", await RefusedAsync(root));
        var grandchild = await AddAsync(children[0]);
        Assert.Equal($"The root job {root} lets jobs spawn 2 levels deep.", await RefusedAsync(grandchild));
        Assert.Equal($"The root job {root} lets 6 jobs be spawned in all.", await RefusedAsync(children[0], children[1], children[2]));
        await AddAsync(children[1]);
        // A finished job's children count as before.
        await client.CancelAsync(engine.Tenant, children[1], Ct);
        await AddAsync(children[1]);
        Assert.Equal($"The root job {root} lets 6 jobs be spawned in all.", await RefusedAsync(children[2]));
        // Elsewhere nobody is limited.
        var free = await AddAsync(null);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 20).Select(_ => Below(free))], Ct);
    }

    [Fact]
    public async Task Racing_children_do_not_get_past_the_limit_together_and_repeated_ones_count_once()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync(o => o.MaxPoolSize = 16);
        var root = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { SpawnLimits = new(1, 1000, 10) }, Ct)).JobId;
        var stored = 0;

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async n =>
        {
            try
            {
                if (!(await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { ParentId = root, IdempotencyKey = $"{n / 2}" }, Ct)).Existing)
                    Interlocked.Increment(ref stored);
            }
            catch (SpawnLimitException)
            {
                // Expected of most.
            }
        }));

        Assert.Equal(10, stored);
        Assert.Equal(11, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task A_handler_that_hands_on_too_much_fails_with_the_reason_and_its_transaction_is_rolled_back()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            for (var n = 0; n < 3; n++)
                await job.EnqueueNextAsync(Kinds.Second, new Note(n), $"next {n}", connection, ct);
            await transaction.CommitAsync(ct);
            return JobOutcome.Complete();
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var root = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { SpawnLimits = new(5, 2, 100), MaxAttempts = 1 }, Ct)).JobId;

        var failed = await engine.UntilAsync(client, root, JobState.Failed);

        Assert.Equal($"SpawnLimitException: The root job {root} lets a job spawn 2 jobs.", failed.Errors[^1].Error);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal(0, await engine.QueryAsync<int>("select total from jobs.spawn"));
    }

    [Fact]
    public async Task A_parent_that_is_no_job_of_the_tenant_and_malformed_limits_are_refused()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var good = NewJob.Of(Kinds.First, new Note(1), engine.Tenant);
        var others = (await client.EnqueueAsync(good with { TenantId = Guid.CreateVersion7() }, Ct)).JobId;
        async Task<string> RefusedAsync(NewJob job) => (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueManyAsync([good, job], Ct))).Message;

        Assert.Equal($"ParentId {others} is no job of this tenant.", await RefusedAsync(good with { ParentId = others }));
        Assert.StartsWith("Job 2 of 2: SpawnLimits is given with a ParentId", await RefusedAsync(good with { ParentId = others, SpawnLimits = new(1, 1, 1) }), StringComparison.Ordinal);
        Assert.StartsWith("Job 2 of 2: SpawnLimits is SpawnLimits { Depth = -1, FanOut = 1, Total = 1 }", await RefusedAsync(good with { SpawnLimits = new(-1, 1, 1) }), StringComparison.Ordinal);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }
}
