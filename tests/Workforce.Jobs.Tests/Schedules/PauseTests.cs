using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class PauseTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_paused_schedule_runs_nothing_and_goes_on_with_the_first_run_after_it_is_resumed()
    {
        await using var clock = await Clockwork.StartAsync();
        var tenant = clock.Engine.Tenant;
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.AwayAsync(Hour);

        var paused = (await clock.Schedules.PauseAsync(tenant, "hourly", null, "migration", default))!;
        Assert.Null(await clock.FireAsync());

        Assert.Equal((true, null, "migration"), (paused.Paused, paused.PausedUntil, paused.PauseReason));
        Assert.Empty(paused.NextRuns);
        Assert.Empty(await clock.JobsAsync());
        // Runs of the pause are not made up for.
        await clock.Engine.ExecuteAsync("update jobs.schedule set reckoned_at = now() - interval '5 hours', paused_at = now() - interval '5 hours'");
        var resumed = (await clock.Schedules.ResumeAsync(tenant, "hourly", default))!;
        await clock.FireAsync();
        Assert.Equal((false, null, clock.Run(-1)), (resumed.Paused, resumed.PauseReason, Assert.Single(resumed.NextRuns)));
        Assert.Empty(await clock.JobsAsync());
    }

    [Fact]
    public async Task A_pause_until_a_time_ends_by_itself_and_its_end_is_a_time_to_run_at()
    {
        await using var clock = await Clockwork.StartAsync();
        var tenant = clock.Engine.Tenant;
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        async Task<DateTimeOffset> NextAsync(DateTimeOffset until) => Assert.Single((await clock.Schedules.PauseAsync(tenant, "hourly", until, null, default))!.NextRuns);

        Assert.Equal(clock.Run(-3), await NextAsync(clock.Run(-3).AddMilliseconds(-1)));
        Assert.Equal(clock.Run(-3), await NextAsync(clock.Run(-3)));
        Assert.Equal(clock.Run(-4), await NextAsync(clock.Run(-3).AddMilliseconds(1)));

        // Its end has come, and with it the run of half an hour ago.
        await clock.Engine.ExecuteAsync("update jobs.schedule set paused_until = $1, reckoned_at = $1::timestamptz - interval '1 microsecond', next_run_at = $1, due_at = $1", clock.Run());
        Assert.False((await clock.GetAsync()).Paused);
        await clock.FireAsync();
        Assert.Equal([clock.Job(0)], await clock.JobsAsync());
        Assert.Equal(0, await clock.Engine.QueryAsync<long>("select count(*) from jobs.schedule where paused_at is not null"));
    }

    [Fact]
    public async Task Resuming_after_a_pause_has_ended_by_itself_loses_nothing()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.Schedules.PauseAsync(clock.Engine.Tenant, "hourly", clock.Run(-1), null, default);
        await clock.Engine.ExecuteAsync("update jobs.schedule set paused_until = $1, reckoned_at = $1::timestamptz - interval '1 microsecond', next_run_at = $1, due_at = $1", clock.Run());

        await clock.Schedules.ResumeAsync(clock.Engine.Tenant, "hourly", default);
        await clock.FireAsync();

        Assert.Equal([clock.Job(0)], await clock.JobsAsync());
    }

    [Fact]
    public async Task A_pause_outlasts_every_change_of_the_schedule()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.Schedules.PauseAsync(clock.Engine.Tenant, "hourly", clock.Run(-3), "so", default);

        var changed = await clock.Schedules.PutAsync(clock.Hourly() with { Every = TimeSpan.FromMinutes(20) }, default);

        Assert.Equal((true, "so", clock.Run(-3)), (changed.Paused, changed.PauseReason, Assert.Single(changed.NextRuns)));
    }

    [Fact]
    public async Task A_pause_drops_what_waited_for_its_turn()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = Overlap.QueueOne }, default);
        await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default);
        await clock.AwayAsync(Hour);
        await clock.FireAsync();
        Assert.Equal(clock.Run(), (await clock.GetAsync()).QueuedFor);

        Assert.Null((await clock.Schedules.PauseAsync(clock.Engine.Tenant, "hourly", null, null, default))!.QueuedFor);
        Assert.Null(await clock.FireAsync());
    }

    [Fact]
    public async Task A_pause_into_the_past_is_refused_and_of_nothing_is_nothing()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        var until = clock.Run();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => clock.Schedules.PauseAsync(clock.Engine.Tenant, "hourly", until, null, default));
        Assert.StartsWith($"until {until:O} has passed: it is ", refused.Message, StringComparison.Ordinal);
        Assert.False((await clock.GetAsync()).Paused);
        Assert.Null(await clock.Schedules.PauseAsync(clock.Engine.Tenant, "no such", null, null, default));
        Assert.Null(await clock.Schedules.PauseAsync(Guid.CreateVersion7(), "hourly", null, null, default));
        Assert.Null(await clock.Schedules.ResumeAsync(clock.Engine.Tenant, "no such", default));
    }
}
