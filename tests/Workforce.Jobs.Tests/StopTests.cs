using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Running;

namespace Workforce.Jobs.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stopping_process_hands_back_what_waits_finishes_what_it_can_and_returns_the_rest_with_no_attempt_used()
    {
        await using var engine = await Engine.StartAsync();
        var running = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var begun = 0;
        var worker = await engine.WorkerAsync(
            c => c.Add<Note, Does>(Kinds.First), o => (o.Concurrency, o.StopGrace, o.AbandonAfter) = (2, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5)),
            services: s => s.AddSingleton<Doing>(async (note, _, ct) =>
            {
                if (note.Number >= 100)
                    return JobOutcome.Complete();
                if (Interlocked.Increment(ref begun) == 2)
                    running.SetResult();
                if (note.Number == 0)
                    await finish.Task;
                else
                    await Task.Delay(Timeout.Infinite, ct);
                return JobOutcome.Complete();
            }));
        var client = worker.Services.GetRequiredService<JobClient>();
        // A thousand that take no time, so that it claims ahead; then two that hold both slots, and some that wait.
        await client.EnqueueManyAsync([.. Enumerable.Range(100, 1000).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        await engine.UntilAsync("select count(*) = 1000 from jobs.job_history");
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 20).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { ScheduledFor = DateTimeOffset.UtcNow.AddSeconds(-100 + n) })], default);
        await running.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.InRange(await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing'"), 3, 20);

        var stopping = worker.StopAsync(TestContext.Current.CancellationToken);
        await engine.UntilAsync("select count(*) = 18 from jobs.job where state = 'pending' and attempt = 0 and worker_id is null");
        finish.SetResult();
        await stopping;

        Assert.Equal(19, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'pending' and attempt = 0"));
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job where state <> 'pending' or errors <> '[]'"));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job_history where (payload->>'number')::int = 0"));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.worker where stopped_at is not null"));
    }

    [Fact]
    public async Task What_was_claimed_ahead_of_handlers_that_turn_out_slow_goes_to_whoever_has_time()
    {
        await using var engine = await Engine.StartAsync();
        var stuck = new CountdownEvent(2);
        var finish = new TaskCompletionSource();
        Doing Holding(bool holds) => async (note, _, _) =>
        {
            if (note.Number < 100 && holds)
            {
                stuck.Signal();
                await finish.Task;
            }
            return JobOutcome.Complete();
        };
        var slow = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => o.Concurrency = 2, services: s => s.AddSingleton(Holding(true)));
        var client = slow.Services.GetRequiredService<JobClient>();
        await client.EnqueueManyAsync([.. Enumerable.Range(100, 1000).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        await engine.UntilAsync("select count(*) = 1000 from jobs.job_history");
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 20).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        stuck.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(20, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing'"));
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton(Holding(false)));

        await engine.UntilAsync("select count(*) = 18 from jobs.job_history where (payload->>'number')::int < 100 and attempt = 1 and epoch >= 2");

        Assert.Equal(2, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing'"));
        finish.SetResult();
    }

    [Theory]
    // Idle: the free slots. Slots full: nothing.
    [InlineData(16, 0, 0, 16)]
    [InlineData(16, 15, 0, 1)]
    [InlineData(16, 16, 0, 0)]
    // 16 ms a job in 16 slots, 0.2 s of work ahead: 216 wanted, claimed when half of it is used up.
    [InlineData(16, 109, 16, 0)]
    [InlineData(16, 108, 16, 108)]
    // Slow jobs: the slot that is free, and one for each that ends within 0.2 s.
    [InlineData(16, 15, 10_000, 1)]
    [InlineData(16, 16, 1600, 0)]
    // Never more than a batch, and never more than two of them held.
    [InlineData(16, 0, 0.01, 1000)]
    [InlineData(16, 1009, 0.01, 0)]
    [InlineData(16, 1008, 0.01, 1000)]
    public void As_much_is_claimed_as_will_soon_be_got_round_to(int concurrency, int held, double milliseconds, int expected) =>
        Assert.Equal(expected, Demand.Limit(concurrency, held, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(200), 1000));
}
