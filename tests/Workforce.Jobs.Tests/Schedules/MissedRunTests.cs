using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class MissedRunTests
{
    [Fact]
    public async Task Run_once_makes_up_for_all_with_the_latest_however_late()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.AwayAsync(TimeSpan.FromDays(40));

        await clock.FireAsync();

        Assert.Equal([clock.Job(0)], await clock.JobsAsync());
        Assert.Equal("its time passed while no worker was there", (await clock.GetAsync()).SkipReason);
    }

    [Fact]
    public async Task Run_once_on_time_leaves_nothing_out()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        await clock.Engine.ExecuteAsync("update jobs.schedule set next_run_at = $1", clock.Run());

        await clock.FireAsync();

        Assert.Single(await clock.JobsAsync());
        Assert.Null((await clock.GetAsync()).SkippedAt);
    }

    // An interval whose latest run lies just so far back: just inside, just outside.
    [Theory]
    [InlineData(50, 1)]
    [InlineData(70, 0)]
    public async Task Skip_leaves_out_what_is_later_than_allowed(int secondsLate, int jobs)
    {
        await using var clock = await Clockwork.StartAsync();
        var start = await clock.Engine.QueryAsync<DateTime>("select now() - interval '1 day' - $1 * interval '1 second'", secondsLate);
        await clock.Schedules.PutAsync(clock.Hourly() with { StartsAt = start, Missed = MissedRuns.Skip, LateAfter = TimeSpan.FromMinutes(1) }, default);
        await clock.AwayAsync(TimeSpan.FromHours(5));

        await clock.FireAsync();

        Assert.Equal(jobs, (await clock.JobsAsync()).Count);
        var schedule = await clock.GetAsync();
        Assert.Equal(FiringRules.Missed, schedule.SkipReason);
        Assert.Equal([new DateTimeOffset(start).AddHours(25)], schedule.NextRuns);
    }

    [Fact]
    public async Task Catch_up_runs_each_that_was_missed_up_to_its_bound_the_latest_ones()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Missed = MissedRuns.CatchUp, Overlap = Overlap.Allow, CatchUpLimit = 3 }, default);
        await clock.AwayAsync(TimeSpan.FromHours(2));
        await clock.FireAsync();
        Assert.Equal([clock.Job(1), clock.Job(0)], await clock.JobsAsync());

        await clock.Engine.ExecuteAsync("delete from jobs.job; delete from jobs.idempotency");
        await clock.AwayAsync(TimeSpan.FromHours(200));
        await clock.FireAsync();

        Assert.Equal([clock.Job(2), clock.Job(1), clock.Job(0)], await clock.JobsAsync());
        Assert.Equal(clock.Run(), (await clock.GetAsync()).LastRunAt);
    }

    [Fact]
    public async Task A_year_away_from_what_runs_every_second_is_caught_up_with_in_no_time()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Cron = "* * * * * *", Every = null, StartsAt = null, Zone = "Europe/Berlin", Missed = MissedRuns.CatchUp, Overlap = Overlap.Allow, CatchUpLimit = 1000 }, default);
        await clock.AwayAsync(TimeSpan.FromDays(366));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await clock.FireAsync();

        Assert.Equal("1000 999", await clock.Engine.QueryAsync<string>("select count(*) || ' ' || extract(epoch from max(due_at) - min(due_at))::int from jobs.job"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }
}
