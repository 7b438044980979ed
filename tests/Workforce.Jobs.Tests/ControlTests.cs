using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task A_running_job_that_is_cancelled_is_cancelled_at_once_its_handler_is_told_and_its_writes_are_refused()
    {
        await using var engine = await Engine.StartAsync();
        var running = new TaskCompletionSource();
        var told = new TaskCompletionSource();
        var refused = new TaskCompletionSource<string>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var registered = ct.Register(told.SetResult);
            running.SetResult();
            await told.Task;
            try
            {
                await job.ReportAsync(1, "still here", CancellationToken.None);
            }
            catch (StaleLeaseException stale)
            {
                refused.SetResult(stale.Write);
            }
            return JobOutcome.Complete();
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await running.Task;

        Assert.True(await client.CancelAsync(engine.Tenant, enqueued.JobId, default));

        var job = (await client.GetAsync(engine.Tenant, enqueued.JobId, default))!;
        Assert.Equal((JobState.Cancelled, "cancelled by request"), (job.State, job.Reason));
        Assert.Equal("progress", await refused.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        await worker.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Cancelled, (await client.GetAsync(engine.Tenant, enqueued.JobId, default))!.State);
        Assert.False(await client.CancelAsync(engine.Tenant, enqueued.JobId, default));
    }

    [Fact]
    public async Task A_cancel_waits_for_a_handlers_transaction_that_is_about_to_complete_the_job()
    {
        await using var engine = await Engine.StartAsync();
        var completing = new TaskCompletionSource();
        var commit = new TaskCompletionSource();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var done = await job.CompleteAsync(null, connection, ct);
            completing.SetResult();
            await commit.Task;
            await transaction.CommitAsync(CancellationToken.None);
            return done;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await completing.Task;

        var cancel = client.CancelAsync(engine.Tenant, enqueued.JobId, default);
        await engine.UntilWaitingForLockAsync();
        commit.SetResult();

        Assert.False(await cancel);
        Assert.Equal(JobState.Completed, (await client.GetAsync(engine.Tenant, enqueued.JobId, default))!.State);
    }

    [Fact]
    public async Task Progress_can_be_reported_while_the_handlers_own_transaction_holds_the_job()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await job.EnqueueNextAsync(Kinds.Second, new Note(2), "next", connection, ct);
            await job.ReportAsync(90, "handed on", ct);
            var done = await job.CompleteAsync(null, connection, ct);
            await transaction.CommitAsync(ct);
            return done;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);

        var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Completed);

        Assert.Equal((1, 90, "handed on"), (job.Attempt, job.Percent, job.Message));
    }

    [Fact]
    public async Task A_report_that_was_put_off_does_not_come_after_the_job_completed()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new TestLogs();
        var done = new CountdownEvent(200);
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => o.ProgressEvery = TimeSpan.FromMilliseconds(2), logs: logs, services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await job.ReportAsync(10, "begun", ct);
            await job.ReportAsync(90, "nearly done", ct);
            var completed = await job.CompleteAsync(null, connection, ct);
            await transaction.CommitAsync(ct);
            done.Signal();
            return completed;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 200).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);

        done.Wait(TestContext.Current.CancellationToken);
        await worker.StopAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(logs.Entries, entry => entry.Message.StartsWith("Refused", StringComparison.Ordinal));
        Assert.Equal(200L, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed' and attempt = 1"));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_page_by_page_across_unfinished_and_finished()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var ids = new List<Guid>();
        for (var n = 0; n < 7; n++)
            ids.Add((await client.EnqueueAsync(NewJob.Of(n == 3 ? Kinds.Second : Kinds.First, new Note(n, n == 5 ? "100%_sure" : "100 unsure"), engine.Tenant), default)).JobId);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), Guid.CreateVersion7()), default);
        foreach (var finished in (int[])[1, 4])
            await client.CancelAsync(engine.Tenant, ids[finished], default);
        async Task<string> ListAsync(JobFilter filter)
        {
            var numbers = new List<string>();
            for (Guid? before = null; ;)
            {
                var page = await client.ListAsync(engine.Tenant, filter with { Before = before }, default);
                numbers.Add(string.Concat(page.Jobs.Select(j => ids.IndexOf(j.Id))));
                if ((before = page.Next) is null)
                    return string.Join(' ', numbers);
            }
        }

        Assert.Equal("654 321 0", await ListAsync(new() { Limit = 3 }));
        Assert.Equal("6543210", await ListAsync(new()));
        Assert.Equal("41", await ListAsync(new() { State = JobState.Cancelled }));
        Assert.Equal("3", await ListAsync(new() { Queue = "second" }));
        Assert.Equal("654210", await ListAsync(new() { Kind = "first.note" }));
        Assert.Equal("5", await ListAsync(new() { Text = "%_SURE" }));
        Assert.Equal("4", await ListAsync(new() { CorrelationId = ids[4] }));
        Assert.Equal("", await ListAsync(new() { CorrelationId = ids[4], State = JobState.Pending }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.ListAsync(engine.Tenant, new() { Limit = 201 }, default));
    }

    [Fact]
    public async Task A_timeline_holds_all_jobs_of_a_correlation_in_order_wherever_they_are()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var root = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(0), engine.Tenant), default);
        var followers = new List<Guid>();
        for (var n = 1; n <= 3; n++)
            followers.Add((await client.EnqueueAsync(NewJob.Of(Kinds.Second, new Note(n), engine.Tenant) with { CorrelationId = root.CorrelationId, ParentId = root.JobId }, default)).JobId);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(9), engine.Tenant), default);
        await client.CancelAsync(engine.Tenant, root.JobId, default);
        await client.CancelAsync(engine.Tenant, followers[1], default);

        var timeline = await client.TimelineAsync(engine.Tenant, root.CorrelationId, default);

        Assert.Equal([root.JobId, .. followers], timeline.Select(j => j.Id));
        Assert.Equal([JobState.Cancelled, JobState.Pending, JobState.Cancelled, JobState.Pending], timeline.Select(j => j.State));
        Assert.Empty(await client.TimelineAsync(Guid.CreateVersion7(), root.CorrelationId, default));
    }

    [Fact]
    public async Task The_table_refuses_what_the_state_machine_does_not_know()
    {
        await using var engine = await Engine.StartAsync();
        await (await engine.ClientAsync()).EnqueueAsync(NewJob.Of(Kinds.First, new Note(0), engine.Tenant), default);
        foreach (var (change, constraint) in ((string, string)[])
        [
            ("state = 'done'", "job_state"),
            ("state = 'processing', attempt = 1, epoch = 1, started_at = now()", "job_processing"),
            ("worker_id = gen_random_uuid()", "job_processing"),
            ("state = 'processing', worker_id = gen_random_uuid()", "job_claimed"),
            ("state = 'processing', worker_id = gen_random_uuid(), puller_id = gen_random_uuid(), lease_expires_at = now(), attempt = 1, epoch = 1, started_at = now()", "job_one_holder"),
            ("lease_expires_at = now()", "job_puller_lease"),
            ("state = 'retrying'", "job_retrying"),
            ("state = 'waiting'", "job_waiting"),
            ("reason = 'r'", "job_waiting"),
            ("attempt = 4", "job_attempts"),
            ("attempt = -1", "job_attempts"),
            ("priority = 0", "job_priority"),
            ("queue = 'second'", "job_queue"),
            ("state = 'processing', worker_id = gen_random_uuid(), attempt = 1, epoch = 1, started_at = now()", "job_without_rank"),
        ])
            Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(() => engine.ExecuteAsync($"update jobs.job set {change}"))).ConstraintName);
    }
}
