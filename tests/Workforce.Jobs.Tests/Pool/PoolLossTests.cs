using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Pool;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Pool;

/// <summary>What becomes of a job when its worker is gone, silent, or told to stop.</summary>
public sealed class PoolLossTests
{
    private const string Gone = "the lease is no longer held: the job was cancelled, or went back in line when the worker was gone; nothing was written";

    [Fact]
    public async Task Jobs_of_a_worker_that_is_gone_go_back_at_once_with_the_reason_and_what_it_says_later_is_refused()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        var lost = await member.JobAsync();

        await member.Seat.DisposeAsync();
        var again = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var job = await again.JobAsync();
        Assert.Equal((made.JobId, 2, 2), (job.Id, job.LeaseEpoch, job.Attempt));
        await again.EndAsync(lost, JobOutcome.CompleteJson("\"late\""));
        Assert.Equal((PoolVerdict.Stale, Gone), await again.VerdictAsync());
        await again.EndAsync(job, JobOutcome.CompleteJson("\"in time\""));
        Assert.Equal((PoolVerdict.Recorded, ""), await again.VerdictAsync());
        // Sent once more, because the answer did not reach the worker.
        await again.EndAsync(job, JobOutcome.CompleteJson("\"in time\""));
        Assert.Equal((PoolVerdict.Recorded, ""), await again.VerdictAsync());

        var done = (await client.GetAsync(engine.Tenant, made.JobId, default))!;
        Assert.Equal((JobState.Completed, "\"in time\""), (done.State, done.ResultJson));
        var error = Assert.Single(done.Errors);
        Assert.Equal((1, "tester", "worker tester is gone"), (error.Attempt, error.Worker, error.Error));
    }

    [Fact]
    public async Task A_job_that_ends_every_worker_that_has_it_is_failed_when_its_attempts_are_used_up()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { MaxAttempts = 2 }, default);
        for (var n = 1; n <= 2; n++)
        {
            var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
            Assert.Equal(n, (await member.JobAsync()).Attempt);
            await member.Seat.DisposeAsync();
        }
        var failed = await engine.UntilAsync(client, made.JobId, JobState.Failed);
        Assert.Equal(["worker tester is gone", "worker tester is gone"], failed.Errors.Select(e => e.Error));
    }

    [Fact]
    public async Task A_silent_worker_loses_its_place_and_its_jobs_within_the_bound()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine, o => (o.Pool.Heartbeat, o.Pool.LostAfter) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400)));
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await member.JobAsync();

        Assert.Equal(PoolEnd.Silent, await member.Seat.Ended.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        var back = await engine.UntilAsync(client, made.JobId, j => j.Errors.Count > 0);
        Assert.Equal("worker tester said nothing for 0.4 s", back.Errors.Single().Error);
        Assert.Empty(await (await engine.ClientHostAsync(new())).Services.GetRequiredService<PoolClient>().ListAsync(engine.Tenant, default));
    }

    [Fact]
    public async Task A_worker_is_told_to_stop_when_its_job_is_cancelled_and_gets_the_next_when_it_has()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        var job = await member.JobAsync();
        var next = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), engine.Tenant), default);

        Assert.True(await client.CancelAsync(engine.Tenant, made.JobId, default));
        Assert.Equal(new(made.JobId, 1, PoolStopReason.LeaseLost), await member.NextAsync<PoolNotice.Stop>());
        await member.Seat.EndAsync([PoolOutcome.Stopped(job.Id, job.LeaseEpoch)], default);
        Assert.Equal((PoolVerdict.Stale, Gone), await member.VerdictAsync());
        Assert.Equal(next.JobId, (await member.JobAsync()).Id);
        Assert.Equal(JobState.Cancelled, (await client.GetAsync(engine.Tenant, made.JobId, default))!.State);
    }

    [Fact]
    public async Task A_worker_that_goes_on_past_the_timeout_loses_the_job_and_keeps_its_slot_taken()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new TestLogs().Expect("ignored its token (TimedOut) and was abandoned");
        var (_, pool, client) = await PoolProcess.StartAsync(engine, o => o.AbandonAfter = TimeSpan.FromMilliseconds(200), logs);
        var stuck = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Timeout = TimeSpan.FromMilliseconds(100), MaxAttempts = 1 }, default);
        var job = await stuck.JobAsync();

        Assert.Equal(new(job.Id, 1, PoolStopReason.TimedOut), await stuck.NextAsync<PoolNotice.Stop>());
        var failed = await engine.UntilAsync(client, made.JobId, JobState.Failed);
        Assert.Equal("timed out after 00:00:00.1000000; the handler ignored its token and was abandoned", failed.Errors.Single().Error);
        var other = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), engine.Tenant), default);
        var free = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        Assert.Equal(other.JobId, (await free.JobAsync()).Id);

        await stuck.EndAsync(job, JobOutcome.Complete());
        Assert.Equal(PoolVerdict.Stale, (await stuck.VerdictAsync()).Status);
        var third = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(3), engine.Tenant), default);
        Assert.Equal(third.JobId, (await stuck.JobAsync()).Id);
    }
}
