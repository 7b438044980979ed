using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
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
    public async Task Jobs_are_claimed_by_priority_then_due_time_across_kinds_and_not_before_they_are_due()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var now = DateTimeOffset.UtcNow;
        async Task AddAsync(JobKind<Note> kind, int number, byte priority, TimeSpan due) =>
            await client.EnqueueAsync(NewJob.Of(kind, new Note(number), engine.Tenant) with { Priority = priority, ScheduledFor = now + due }, default);
        await AddAsync(Kinds.First, 5, 6, TimeSpan.FromHours(-2));
        await AddAsync(Kinds.First, 3, 5, TimeSpan.FromMinutes(-1));
        await AddAsync(Kinds.Second, 2, 5, TimeSpan.FromMinutes(-2));
        await AddAsync(Kinds.First, 1, 5, TimeSpan.FromMinutes(-3));
        await AddAsync(Kinds.Second, 0, 1, TimeSpan.FromMinutes(-1));
        await AddAsync(Kinds.Second, 4, 5, TimeSpan.FromSeconds(-30));
        await AddAsync(Kinds.First, 99, 1, TimeSpan.FromHours(1));
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var order = new List<string>();
        foreach (var limit in (int[])[2, 3, 10])
            order.AddRange((await engine.ClaimManyAsync(database, limit, "first.note", "second.note")).Select(j => j.PayloadJson));

        Assert.Equal([.. Enumerable.Range(0, 6).Select(n => $$"""{"number":{{n}},"text":""}""")], order);
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

        Assert.Empty((await ClaimStatement.ExecuteAsync(database.Source, worker, Lanes.Of(["first.note"]), 1, default)).Jobs);
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

        var answer = await ClaimStatement.ExecuteAsync(database.Source, worker, Lanes.Of(["first.note"]), 1, default);

        Assert.Equal((0, true), (answer.Jobs.Count, answer.Contended));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Single((await ClaimStatement.ExecuteAsync(database.Source, worker, Lanes.Of(["first.note"]), 1, default)).Jobs);
        Assert.False((await ClaimStatement.ExecuteAsync(database.Source, worker, Lanes.Of(["first.note"]), 1, default)).Contended);
    }
}
