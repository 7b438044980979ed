using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

public sealed class ClaimTests
{
    [Fact]
    public async Task Ten_thousand_jobs_run_once_each_over_several_workers_and_kinds()
    {
        await using var engine = await Engine.StartAsync();
        var ran = new ConcurrentDictionary<int, int>();
        var workers = new HashSet<string>();
        var left = 10_000;
        var all = new TaskCompletionSource();
        for (var n = 0; n < 3; n++)
            await engine.WorkerAsync(
                c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second),
                o => o.WorkerName = $"w{n}",
                services: s => s.AddSingleton<Doing>((note, _, _) =>
                {
                    ran.AddOrUpdate(note.Number, 1, (_, times) => times + 1);
                    if (Interlocked.Decrement(ref left) == 0)
                        all.SetResult();
                    return Task.FromResult(JobOutcome.Complete());
                }));
        var client = await engine.ClientAsync();
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 10_000).Select(n => NewJob.Of(n % 3 == 0 ? Kinds.Second : Kinds.First, new Note(n), engine.Tenant) with { Priority = (byte)(1 + (n % 10)) })], default);

        await all.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await engine.UntilAsync("select not exists (select from jobs.job)");

        Assert.Equal(10_000, ran.Count);
        Assert.All(ran.Values, times => Assert.Equal(1, times));
        Assert.Equal(10_000, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed' and attempt = 1 and epoch = 1"));
        Assert.Equal(30_000, await engine.QueryAsync<long>("select sum(cardinality(job_ids)) from jobs.event"));
    }

    [Fact]
    public async Task Jobs_stand_in_line_a_minute_further_back_for_each_step_of_priority_across_kinds_and_not_before_they_are_due()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var now = DateTimeOffset.UtcNow;
        async Task AddAsync(JobKind<Note> kind, int number, byte priority, TimeSpan due, TimeSpan? deadline = null) =>
            await client.EnqueueAsync(NewJob.Of(kind, new Note(number), engine.Tenant) with { Priority = priority, ScheduledFor = now + due, Deadline = now + deadline }, default);
        await AddAsync(Kinds.First, 6, 5, TimeSpan.FromSeconds(-59));
        await AddAsync(Kinds.Second, 5, 5, TimeSpan.FromMinutes(-1));
        await AddAsync(Kinds.Second, 7, 10, TimeSpan.FromMinutes(-5));
        await AddAsync(Kinds.First, 4, 4, TimeSpan.FromSeconds(-1));
        // A deadline in half a minute, and one that is far away.
        await AddAsync(Kinds.Second, 3, 10, TimeSpan.FromSeconds(-30), TimeSpan.FromSeconds(30));
        await AddAsync(Kinds.Second, 8, 10, TimeSpan.FromMinutes(-4), TimeSpan.FromHours(1));
        await AddAsync(Kinds.First, 2, 1, TimeSpan.FromMinutes(-1));
        // Has aged past every priority.
        await AddAsync(Kinds.First, 0, 10, TimeSpan.FromMinutes(-11));
        await AddAsync(Kinds.First, 1, 1, TimeSpan.FromSeconds(-61));
        await AddAsync(Kinds.First, 99, 1, TimeSpan.FromHours(1));
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var order = new List<string>();
        foreach (var limit in (int[])[2, 3, 10])
            order.AddRange((await engine.ClaimManyAsync(database, limit, "first.note", "second.note")).Select(j => j.PayloadJson));

        Assert.Equal([.. Enumerable.Range(0, 9).Select(n => $$"""{"number":{{n}},"text":""}""")], order);
    }

    [Fact]
    public async Task Tenants_are_served_in_turn_however_much_one_of_them_has_waiting()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        Guid[] tenants = [.. Enumerable.Range(1, 3).Select(n => new Guid(n, 0, 0, new byte[8]))];
        async Task AddAsync(int tenant, JobKind<Note> kind, int jobs, byte priority) =>
            await client.EnqueueManyAsync([.. Enumerable.Range(0, jobs).Select(n => NewJob.Of(kind, new Note(tenant), tenants[tenant]) with { Priority = priority })], default);
        await AddAsync(0, Kinds.First, 500, 1);
        await AddAsync(0, Kinds.Second, 500, 1);
        await AddAsync(1, Kinds.Second, 30, 10);
        await AddAsync(2, Kinds.First, 3, 5);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = await engine.AddWorkerRowAsync();
        async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int limit, int lastServed) =>
            (await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note", "second.note"], []), limit, new(tenants[lastServed]), default)).Jobs;

        Assert.Equal([tenants[1], tenants[2], tenants[0]], (await ClaimAsync(3, 0)).Select(j => j.TenantId));
        Assert.Equal([tenants[2]], (await ClaimAsync(1, 1)).Select(j => j.TenantId));
        var many = await ClaimAsync(24, 2);
        Assert.Equal([tenants[0], tenants[1], tenants[2], tenants[0], tenants[1], tenants[0], tenants[1]], many.Take(7).Select(j => j.TenantId));
        Assert.Equal([(tenants[0], 12), (tenants[1], 11), (tenants[2], 1)], many.CountBy(j => j.TenantId).Select(c => (c.Key, c.Value)).OrderByDescending(c => c.Value));
    }

    [Fact]
    public async Task A_tenant_with_a_larger_share_has_as_many_jobs_more_in_each_round()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var gates = host.Services.GetRequiredService<GateClient>();
        Guid[] tenants = [.. Enumerable.Range(1, 12).Select(n => new Guid(n, 0, 0, new byte[8]))];
        await host.Services.GetRequiredService<JobClient>().EnqueueManyAsync([.. tenants.SelectMany(t => Enumerable.Range(0, 200).Select(n => NewJob.Of(Kinds.First, new Note(n), t)))], default);
        await gates.ShareAsync(tenants[0], 9, default);
        await gates.ShareAsync(tenants[1], 2, default);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);

        var jobs = (await ClaimStatement.ExecuteAsync(database.Source, await engine.AddWorkerRowAsync(), new(["first.note"], []), 105, new(), default)).Jobs;

        Guid[] turn = [.. Enumerable.Repeat(tenants[0], 9), tenants[1], tenants[1], .. tenants[2..]];
        Assert.Equal([.. turn, .. turn, .. turn, .. turn, .. turn], jobs.Select(j => j.TenantId));
        foreach (var tenant in tenants.Take(3))
            Assert.Equal(Enumerable.Range(0, jobs.Count(j => j.TenantId == tenant)).Select(n => $$"""{"number":{{n}},"text":""}"""), jobs.Where(j => j.TenantId == tenant).Select(j => j.PayloadJson));
        Assert.Equal((9, 2, 1), (await gates.ShareAsync(tenants[0], default), await gates.ShareAsync(tenants[1], default), await gates.ShareAsync(tenants[2], default)));
        await gates.ShareAsync(tenants[0], 1, default);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.share"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => gates.ShareAsync(tenants[0], 0, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => gates.ShareAsync(tenants[0], 101, default));
    }

    [Fact]
    public async Task Of_more_tenants_than_one_claim_looks_at_none_is_passed_over_for_a_kind_that_few_have()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        Guid[] tenants = [.. Enumerable.Range(1, 400).Select(n => new Guid(n, 0, 0, new byte[8]))];
        await client.EnqueueManyAsync([.. tenants.SelectMany(t => Enumerable.Range(0, 4).Select(n => NewJob.Of(Kinds.First, new Note(n), t)))], default);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 900).Select(n => NewJob.Of(Kinds.Second, new Note(n), tenants[^1]))], default);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = await engine.AddWorkerRowAsync();
        var (round, served) = (new ClaimRound(), new Dictionary<Guid, int>());
        for (var claim = 0; claim < 4; claim++)
        {
            var answer = await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note", "second.note"], []), 200, round, default);
            round = answer.Next;
            Assert.Equal(200, answer.Jobs.Count);
            foreach (var job in answer.Jobs)
                served[job.TenantId] = served.GetValueOrDefault(job.TenantId) + 1;
        }

        // 800 jobs: everybody has had two, the one with the most of all waiting too.
        Assert.Equal([.. tenants.Select(t => (t, 2))], served.Select(s => (s.Key, s.Value)).OrderBy(s => Array.IndexOf(tenants, s.Key)));
    }

    [Fact]
    public async Task Jobs_of_one_rank_run_in_the_order_in_which_they_were_enqueued()
    {
        await using var engine = await Engine.StartAsync();
        await (await engine.ClientAsync()).EnqueueManyAsync([.. Enumerable.Range(100, 300).Select(n => NewJob.Of(n % 2 == 0 ? Kinds.First : Kinds.Second, new Note(n), engine.Tenant))], default);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);

        var claimed = await engine.ClaimManyAsync(database, 300, "first.note", "second.note");

        Assert.Single(claimed.Select(j => j.RankAt).Distinct());
        foreach (var kind in claimed.GroupBy(j => j.Kind))
            Assert.Equal(kind.Select(j => j.PayloadJson).Order(StringComparer.Ordinal), kind.Select(j => j.PayloadJson));
    }

    [Fact]
    public async Task A_scheduled_job_starts_when_it_is_due_without_waiting_for_a_poll()
    {
        await using var engine = await Engine.StartAsync();
        var started = new TaskCompletionSource<DateTimeOffset>();
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) =>
        {
            started.SetResult(DateTimeOffset.UtcNow);
            return Task.FromResult(JobOutcome.Complete());
        }));
        var due = DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(2300);
        await (await engine.ClientAsync()).EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { ScheduledFor = due }, default);

        var late = await started.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken) - due;

        Assert.InRange(late, TimeSpan.Zero, TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task A_worker_that_was_declared_lost_claims_nothing()
    {
        await using var engine = await Engine.StartAsync();
        await (await engine.ClientAsync()).EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = Guid.CreateVersion7();
        await engine.ExecuteAsync("insert into jobs.worker (id, lock_id, name, kinds, lost_at) values ($1, 0, 'lost', '{}', now())", worker);

        Assert.Empty((await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note"], []), 1, new(), default)).Jobs);
    }

    [Fact]
    public async Task A_claim_that_finds_everything_locked_says_so()
    {
        await using var engine = await Engine.StartAsync();
        await (await engine.ClientAsync()).EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        await using var other = await engine.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("select from jobs.job for update", other))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var worker = await engine.AddWorkerRowAsync();

        var answer = await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note"], []), 1, new(), default);

        Assert.Equal((0, 1), (answer.Jobs.Count, answer.Lanes));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Single((await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note"], []), 1, new(), default)).Jobs);
        Assert.Equal(0, (await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note"], []), 1, new(), default)).Lanes);
    }
}
