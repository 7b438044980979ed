using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class OverlapTests
{
    [Theory]
    [InlineData(Overlap.Skip, 1, FiringRules.Overlapped)]
    [InlineData(Overlap.Allow, 2, null)]
    public async Task A_run_that_comes_while_the_job_before_is_unfinished_is_left_out_or_enqueued(Overlap overlap, int jobs, string? skipped)
    {
        await using var clock = await Clockwork.StartAsync();
        await TwoRunsAsync(clock, overlap);
        Assert.Equal(jobs, (await clock.JobsAsync()).Count);
        Assert.Equal(skipped, (await clock.GetAsync()).SkipReason);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("waiting")]
    public async Task Whatever_keeps_a_job_unfinished_counts_and_its_end_lets_the_next_run(string state)
    {
        await using var clock = await Clockwork.StartAsync();
        await TwoRunsAsync(clock, Overlap.Skip, state);
        var first = Assert.Single((await clock.Jobs.ListAsync(clock.Engine.Tenant, new(), default)).Jobs);

        await clock.Jobs.CancelAsync(clock.Engine.Tenant, first.Id, default);
        await DueAgainAsync(clock, 0);

        Assert.Single(await clock.JobsAsync());
        Assert.NotEqual(first.Id, (await clock.GetAsync()).LastJobId);
    }

    [Fact]
    public async Task Queue_one_runs_the_first_that_had_to_wait_when_the_job_before_has_finished_and_leaves_out_the_others()
    {
        await using var clock = await Clockwork.StartAsync();
        await TwoRunsAsync(clock, Overlap.QueueOne);
        var (first, queued) = ((await clock.GetAsync()).LastJobId!.Value, (await clock.GetAsync()).QueuedFor);
        Assert.Equal(clock.Run(1), queued);
        Assert.Null((await clock.GetAsync()).SkipReason);
        await DueAgainAsync(clock, 0);
        Assert.Equal((queued, FiringRules.Overlapped), ((await clock.GetAsync()).QueuedFor, (await clock.GetAsync()).SkipReason));
        // It is looked at again within a second, although its next run is far away.
        Assert.InRange((await clock.FireAsync())!.Value.TotalMilliseconds, 0, 500);
        Assert.Single(await clock.JobsAsync());

        await clock.Jobs.CancelAsync(clock.Engine.Tenant, first, default);
        await clock.Engine.ExecuteAsync("update jobs.schedule set due_at = now()");
        await clock.FireAsync();

        Assert.Equal([$"1 {queued:HH:mm:ss}"], await clock.JobsAsync());
        var schedule = await clock.GetAsync();
        Assert.Equal((null, queued), (schedule.QueuedFor, schedule.LastRunAt));
        Assert.InRange((await clock.FireAsync())!.Value.TotalMinutes, 0, 60);
    }

    [Fact]
    public async Task Replace_cancels_the_job_before_and_runs()
    {
        await using var clock = await Clockwork.StartAsync();
        await TwoRunsAsync(clock, Overlap.Replace);

        Assert.Equal([clock.Job(1)], await clock.JobsAsync());
        Assert.Equal(["cancelled replaced by the next run of schedule hourly"], await clock.Engine.ListAsync("select state || ' ' || reason from jobs.job_history"));
        Assert.Equal(["enqueued", "cancelled", "enqueued"], await clock.Engine.EventTypesAsync());
    }

    [Fact]
    public async Task Replace_does_not_wait_for_a_handlers_own_transaction_and_comes_again()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = Overlap.Replace }, default);
        await DueAgainAsync(clock, 2);
        await clock.Schedules.PutAsync(clock.Hourly("other", 2), default);
        await using (var app = await clock.Engine.AppAsync())
        {
            await using var transaction = await app.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var hold = new Npgsql.NpgsqlCommand("select from jobs.job for update", app))
                await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await clock.AwayAsync(TimeSpan.FromHours(1));
            await clock.FireAsync();
            Assert.Equal([clock.Job(2), clock.Job(0, 2)], await clock.JobsAsync());
        }
        await clock.Engine.ExecuteAsync("update jobs.schedule set due_at = now()");
        await clock.FireAsync();

        Assert.Equal([clock.Job(0), clock.Job(0, 2)], await clock.JobsAsync());
    }

    // The run of two hours ago is enqueued, then that of an hour ago comes.
    private static async Task TwoRunsAsync(Clockwork clock, Overlap overlap, string state = "pending")
    {
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = overlap }, default);
        await DueAgainAsync(clock, 2);
        if (state == "waiting")
            await clock.Engine.ExecuteAsync("update jobs.job set state = 'waiting', rank_at = null, reason = 'for an answer'");
        await DueAgainAsync(clock, 1);
    }

    // Fires with the run of so many hours ago as the latest.
    private static async Task DueAgainAsync(Clockwork clock, int hoursAgo)
    {
        var (ends, hour) = (clock.Run(hoursAgo), TimeSpan.FromHours(1));
        await clock.Engine.ExecuteAsync("update jobs.schedule set reckoned_at = $1, next_run_at = $2, due_at = $2, ends_at = $2", ends - hour, ends);
        await clock.FireAsync();
        await clock.Engine.ExecuteAsync("update jobs.schedule set ends_at = null, reckoned_at = $1, next_run_at = $2, due_at = case when queued_for is null then $2 else due_at end", ends, DateTimeOffset.UtcNow.AddMinutes(59));
    }
}
