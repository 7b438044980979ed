using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.TestWorker;

namespace Workforce.Jobs.Tests;

/// <summary>Alone on the machine's cores, because they measure time.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;

[Collection(nameof(Measured))]
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_jobs_of_a_killed_process_run_again_within_two_seconds_and_the_attempt_counts()
    {
        await using var engine = await Engine.StartAsync();
        await engine.ExecuteAsync("create table public.started (job_id uuid, attempt int, at timestamptz default clock_timestamp()); grant insert on public.started to workforce_engine");
        var client = await engine.ClientAsync();
        await using var victim = await WorkerProcess.StartAsync(engine.ConnectionString, "victim");
        var enqueued = await engine.QueryAsync<DateTime>("select clock_timestamp()");
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 50).Select(n => NewJob.Of(HoldHandler.Kind, new Held(n), engine.Tenant))], default);
        await engine.UntilAsync("select count(*) = 50 from public.started");
        var atFirst = await TookAsync(engine, enqueued);
        await using var heir = await WorkerProcess.StartAsync(engine.ConnectionString, "heir");

        var killed = await engine.QueryAsync<DateTime>("select clock_timestamp()");
        victim.Kill();
        await engine.UntilAsync("select count(*) = 50 from public.started where attempt = 2");

        var took = await TookAsync(engine, killed);
        output.WriteLine($"All 50 jobs ran again {took:F3} s after the kill; at first they took {atFirst:F3} s to start.");
        // Two seconds, and what the machine needs just now to start fifty jobs.
        Assert.InRange(took, 0, 2 + (2 * atFirst));
        var job = (await client.ListAsync(engine.Tenant, new() { Limit = 1 }, default)).Jobs[0];
        Assert.Equal((JobState.Processing, 2, 2L), (job.State, job.Attempt, job.LeaseEpoch));
        Assert.Equal((1, "victim", "worker victim was lost"), (job.Errors.Single().Attempt, job.Errors.Single().Worker, job.Errors.Single().Error));
    }

    [Fact]
    public async Task The_jobs_of_a_killed_process_run_again_within_two_seconds_in_one_that_starts_after_it()
    {
        await using var engine = await Engine.StartAsync();
        await engine.ExecuteAsync("create table public.started (job_id uuid, attempt int, at timestamptz default clock_timestamp()); grant insert on public.started to workforce_engine");
        var client = await engine.ClientAsync();
        await using var victim = await WorkerProcess.StartAsync(engine.ConnectionString, "victim");
        await client.EnqueueAsync(NewJob.Of(HoldHandler.Kind, new Held(1), engine.Tenant), default);
        await engine.UntilAsync("select count(*) = 1 from public.started");

        var killed = await engine.QueryAsync<DateTime>("select clock_timestamp()");
        victim.Kill();
        await using var heir = await WorkerProcess.StartAsync(engine.ConnectionString, "heir");
        var began = (await engine.QueryAsync<DateTime>("select clock_timestamp()") - killed).TotalSeconds;
        await engine.UntilAsync("select count(*) = 1 from public.started where attempt = 2");

        var took = await TookAsync(engine, killed);
        output.WriteLine($"Ran again {took:F3} s after the kill, the start of the process included.");
        // Two seconds, and the start of the process.
        Assert.InRange(took, 0, 2 + began);
    }

    [Fact]
    public async Task A_job_that_kills_every_process_that_runs_it_fails_after_its_last_attempt()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var poison = await client.EnqueueAsync(NewJob.Of(PoisonHandler.Kind, new Held(1), engine.Tenant) with { MaxAttempts = 2 }, default);
        for (var n = 1; n <= 2; n++)
        {
            await using var victim = WorkerProcess.Start(engine.ConnectionString, $"victim {n}");
            await victim.ExitedAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        // A worker without handlers for it takes care of it all the same.
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First));

        var job = await engine.UntilAsync(client, poison.JobId, JobState.Failed);

        Assert.Equal(2, job.Attempt);
        Assert.Equal(["1 worker victim 1 was lost", "2 worker victim 2 was lost"], job.Errors.Select(e => $"{e.Attempt} {e.Error}"));
    }

    [Fact]
    public async Task A_job_whose_claim_was_committed_and_its_answer_lost_is_given_back_by_the_worker_that_lives_on()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new Testing.TestLogs().Expect("Claiming jobs failed").Expect("The heartbeat failed");
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), logs: logs, services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        var client = worker.Services.GetRequiredService<JobClient>();
        await engine.UntilAsync("select exists (select from jobs.worker where heartbeat_at > started_at)");
        // Any claim that breaks off leaves the doubt; this one does for want of a column.
        await engine.ExecuteAsync("alter table jobs.job rename column epoch to gone");
        client.Ring("first");
        while (!logs.Entries.Any(e => e.Message.StartsWith("Claiming jobs failed", StringComparison.Ordinal)))
            await Task.Yield();
        await engine.ExecuteAsync("""
            alter table jobs.job rename column gone to epoch;
            insert into jobs.job (tenant_id, id, correlation_id, worker_id, epoch, started_at, timeout_ms, priority, attempt, max_attempts, state, queue, kind, payload)
            select gen_random_uuid(), made.id, made.id, w.id, 1, now() - interval '4 seconds', 1000, 5, 1, 3, 'processing', 'first', 'first.note', '{"number":1}'
            from jobs.worker w, gen_random_uuid() as made(id)
            """);

        await engine.UntilAsync("select exists (select from jobs.job_history where state = 'completed' and attempt = 1 and epoch = 2)");
    }

    [Fact]
    public async Task A_worker_that_finds_itself_declared_lost_stops_its_handlers_and_goes_on_under_a_new_name()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new Testing.TestLogs().Expect("was declared lost while it lives");
        var attempts = 0;
        var stopped = new TaskCompletionSource();
        var again = new TaskCompletionSource();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), logs: logs, services: s => s.AddSingleton<Doing>(async (_, _, ct) =>
        {
            if (Interlocked.Increment(ref attempts) == 2)
            {
                again.SetResult();
                return JobOutcome.Complete();
            }
            await using var told = ct.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Complete();
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await engine.UntilAsync(client, enqueued.JobId, JobState.Processing);
        var first = await engine.QueryAsync<Guid>("select worker_id from jobs.job");

        // What a rescuer does that has not heard of it for ten seconds.
        await engine.ExecuteAsync("update jobs.worker set lost_at = now()");
        await Task.WhenAll(stopped.Task, again.Task).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Completed);
        Assert.Equal((2, 2L), (job.Attempt, job.LeaseEpoch));
        Assert.NotEqual(first, await engine.QueryAsync<Guid>("select worker_id from jobs.job_history"));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.worker where lost_at is null"));
    }

    private static Task<double> TookAsync(Engine engine, DateTime from) =>
        engine.QueryAsync<double>("select extract(epoch from max(at) - $1)::double precision from public.started", from);
}
