using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

/// <summary>Each kind of write, by an attempt whose job another has claimed meanwhile.</summary>
public sealed class LeaseTests
{
    [Fact]
    public async Task Progress_is_refused_when_stale() =>
        await RefusedAsync("progress", (job, _, ct) => job.ReportAsync(10, "late", ct));

    [Fact]
    public async Task A_follow_up_job_is_refused_when_stale() =>
        await RefusedAsync("enqueue", (job, connection, ct) => job.EnqueueNextAsync(Kinds.Second, new Note(2), "next", connection, ct));

    [Fact]
    public async Task Completion_in_the_handlers_transaction_is_refused_when_stale() =>
        await RefusedAsync("complete", (job, connection, ct) => job.CompleteAsync(new { Late = true }, connection, ct));

    [Fact]
    public async Task Every_end_is_refused_when_stale_and_taken_once_when_not()
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 4);
        var client = await engine.ClientAsync();
        foreach (var how in Enum.GetValues<SettlementKind>())
        {
            var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
            var stale = await engine.ClaimAsync(database, "first.note");
            await engine.ExecuteAsync("update jobs.job set state = 'pending', worker_id = null, rank_at = now() where id = $1", enqueued.JobId);
            var held = await engine.ClaimAsync(database, "first.note");
            Assert.Equal((1L, 2L), (stale.Epoch, held.Epoch));

            Assert.Empty(await WriteAsync(stale, how));
            Assert.Equal("processing 2", await StateAsync());
            Assert.Equal([enqueued.JobId], await WriteAsync(held, how));
            Assert.NotEqual("processing 2", await StateAsync());
            Assert.Empty(await WriteAsync(held, how));
            await engine.ExecuteAsync("delete from jobs.job");

            Task<string> StateAsync() => engine.QueryAsync<string>(
                "select state || ' ' || epoch from (select id, state, epoch from jobs.job union all select id, state, epoch from jobs.job_history) j where id = $1", enqueued.JobId);
        }

        async Task<HashSet<Guid>> WriteAsync(ClaimedJob job, SettlementKind how)
        {
            var end = new Settlement(job.Lease, job.Kind, how)
            {
                Error = how is SettlementKind.Fail or SettlementKind.Retry ? "e" : null,
                Reason = how is SettlementKind.Cancel or SettlementKind.Wait ? "r" : null,
                Until = how is SettlementKind.Snooze ? DateTimeOffset.UtcNow : null,
            };
            await using var connection = await database.Source.OpenConnectionAsync();
            return await (end.Finishes ? FinishStatement.ExecuteAsync(connection, "w", [end], default) : ReturnStatement.ExecuteAsync(connection, "w", [end], default));
        }
    }

    [Fact]
    public async Task Completion_in_the_handlers_transaction_rolls_back_with_the_handlers_writes_and_happens_with_them_the_next_time()
    {
        await using var engine = await Engine.StartAsync();
        await engine.ExecuteAsync("create table public.written (n int); grant insert on public.written to workforce_app");
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First with { Retry = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)) }), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var write = new Npgsql.NpgsqlCommand("insert into public.written values (1)", connection))
                await write.ExecuteNonQueryAsync(ct);
            await job.EnqueueNextAsync(Kinds.Second, new Note(2), $"next:{job.JobId}", connection, ct);
            var done = await job.CompleteAsync(new { job.Attempt }, connection, ct);
            if (job.Attempt == 1)
                throw new InvalidOperationException("after everything, before the commit");
            await transaction.CommitAsync(ct);
            return done;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var user = Guid.CreateVersion7();
        var first = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { UserId = user }, default);

        var done = await engine.UntilAsync(client, first.JobId, JobState.Completed);

        Assert.Equal((2, """{"attempt":2}"""), (done.Attempt, done.ResultJson));
        Assert.Equal("InvalidOperationException: after everything, before the commit", Assert.Single(done.Errors).Error);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from public.written"));
        var next = Assert.Single(await client.TimelineAsync(engine.Tenant, first.CorrelationId, default), j => j.Id != first.JobId);
        Assert.Equal(("second.note", (Guid?)first.JobId, (Guid?)user, "first", $"next:{first.JobId}"), (next.Kind, next.ParentId, next.UserId, next.Source, next.IdempotencyKey));
    }

    [Fact]
    public async Task A_handler_that_says_it_completed_in_its_transaction_and_rolled_back_runs_again()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new Testing.TestLogs().Expect("returned as completed in its transaction, which was not committed");
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First with { Retry = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)) }), logs: logs, services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var done = await job.CompleteAsync(null, connection, ct);
            if (job.Attempt == 2)
                await transaction.CommitAsync(ct);
            return done;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);

        var done = await engine.UntilAsync(client, enqueued.JobId, JobState.Completed);

        Assert.Equal("the handler said it completed the job in its own transaction, which was not committed", Assert.Single(done.Errors).Error);
        Assert.Equal(2, done.Attempt);
    }

    private static async Task RefusedAsync(string write, Func<JobContext, Npgsql.NpgsqlConnection, CancellationToken, Task> writeAsync)
    {
        await using var engine = await Engine.StartAsync();
        var claimed = new TaskCompletionSource();
        var stolen = new TaskCompletionSource();
        var refused = new TaskCompletionSource<StaleLeaseException>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            claimed.SetResult();
            await stolen.Task;
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            try
            {
                await writeAsync(job, connection, CancellationToken.None);
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (StaleLeaseException stale)
            {
                refused.SetResult(stale);
                throw;
            }
            return JobOutcome.Complete();
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        using var refusals = new Counted("workforce.jobs.refusals", "write", write);
        await claimed.Task;
        // Another claim has happened, as far as this attempt can tell.
        await engine.ExecuteAsync("update jobs.job set epoch = epoch + 1");
        stolen.SetResult();

        var stale = await refused.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal((enqueued.JobId, 1L, write), (stale.JobId, stale.LeaseEpoch, stale.Write));
        Assert.Equal(1, refusals.Total);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal((0L, 0L), (await engine.QueryAsync<long>("select count(*) from jobs.job_history"), await engine.QueryAsync<long>("select count(*) from jobs.progress")));
        Assert.Equal(2L, await engine.QueryAsync<long>("select epoch from jobs.job where state = 'processing'"));
    }
}
