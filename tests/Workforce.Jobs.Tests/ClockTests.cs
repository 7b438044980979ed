using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Tests.Schedules;

namespace Workforce.Jobs.Tests;

/// <summary>A worker's clock may be wrong by hours; the database's is the one that counts.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_job_is_not_failed_before_its_deadline_by_a_worker_whose_clock_is_ahead()
    {
        await using var engine = await Engine.StartAsync();
        await WorkerAsync(engine, TimeSpan.FromHours(1), (_, _, _) => Task.FromResult(JobOutcome.Complete()));
        var client = await engine.ClientAsync();

        var job = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Deadline = DateTimeOffset.UtcNow.AddMinutes(10) }, default);

        Assert.Equal(JobState.Completed, (await engine.UntilAsync(client, job.JobId, j => j.State.IsFinished())).State);
    }

    [Fact]
    public async Task A_job_is_tried_again_before_its_deadline_by_a_worker_whose_clock_is_ahead()
    {
        await using var engine = await Engine.StartAsync();
        await WorkerAsync(engine, TimeSpan.FromHours(1), (_, job, _) => Task.FromResult(job.Attempt == 1 ? JobOutcome.Retry("once more", TimeSpan.Zero) : JobOutcome.Complete()));
        var client = await engine.ClientAsync();

        var job = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Deadline = DateTimeOffset.UtcNow.AddMinutes(10) }, default);

        Assert.Equal((JobState.Completed, 2), await engine.UntilAsync(client, job.JobId, j => j.State.IsFinished()) is var done ? (done.State, done.Attempt) : default);
    }

    [Fact]
    public async Task A_handler_is_stopped_at_its_deadline_by_a_worker_whose_clock_is_behind()
    {
        await using var engine = await Engine.StartAsync();
        await WorkerAsync(engine, TimeSpan.FromHours(-1), async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Complete();
        });
        var client = await engine.ClientAsync();

        var job = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Deadline = DateTimeOffset.UtcNow.AddSeconds(2) }, default);

        var failed = await engine.UntilAsync(client, job.JobId, j => j.State.IsFinished());
        Assert.Equal((JobState.Failed, 1), (failed.State, failed.Attempt));
        Assert.StartsWith("the deadline", failed.Errors.Single().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lines_a_handler_logs_carry_the_databases_time()
    {
        await using var engine = await Engine.StartAsync();
        await WorkerAsync(engine, TimeSpan.FromHours(1), (_, job, _) =>
        {
            job.Log.LogInformation("here");
            return Task.FromResult(JobOutcome.Complete());
        });
        var client = await engine.ClientAsync();

        var job = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await engine.UntilAsync(client, job.JobId, JobState.Completed);

        // Between those of its start and its end, to within what the two clocks are apart in going.
        Assert.True(await engine.QueryAsync<bool>("""
            select (select at from jobs.event where type = 'log') between (select at from jobs.event where type = 'started') - interval '5 seconds' and (select at from jobs.event where type = 'completed') + interval '5 seconds'
            """));
    }

    private static Task<IHost> WorkerAsync(Engine engine, TimeSpan ahead, Doing doing) =>
        engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<TimeProvider>(new SkewedTime(ahead)).AddSingleton(doing));
}
