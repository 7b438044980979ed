using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class RunNowTests
{
    [Fact]
    public async Task It_runs_at_once_paused_or_not_and_the_next_run_stays()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = Overlap.Allow, InstantMember = "at" }, default);
        await clock.Schedules.PauseAsync(clock.Engine.Tenant, "hourly", clock.Run(-3), null, default);

        var first = (await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default))!;
        var second = (await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default))!;

        Assert.Equal((false, false), (first.Existing, second.Existing));
        Assert.Equal("2 2", await clock.Engine.QueryAsync<string>("select count(*) || ' ' || count(*) filter (where (payload ->> 'at')::timestamptz = due_at) from jobs.job where '{schedule:hourly}' = tags"));
        var schedule = await clock.GetAsync();
        Assert.Equal((second.JobId, true, clock.Run(-3)), (schedule.LastJobId, schedule.Paused, Assert.Single(schedule.NextRuns)));
        Assert.Equal((await clock.Jobs.GetAsync(clock.Engine.Tenant, second.JobId, default))!.DueAt, schedule.LastRunAt);
    }

    [Theory]
    [InlineData(Overlap.Skip, true, "pending")]
    [InlineData(Overlap.QueueOne, true, "pending")]
    [InlineData(Overlap.Allow, false, "pending,pending")]
    [InlineData(Overlap.Replace, false, "cancelled,pending")]
    public async Task While_the_job_before_is_unfinished_the_policy_decides(Overlap overlap, bool existing, string states)
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = overlap }, default);
        var first = (await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default))!;

        var second = (await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default))!;

        Assert.Equal((existing, existing), (second.Existing, second == first with { Existing = true }));
        Assert.Equal(states.Split(','), (await clock.Jobs.ListAsync(clock.Engine.Tenant, new(), default)).Jobs.Select(j => j.State.Wire()).Order());
    }

    [Fact]
    public async Task Of_nothing_it_is_nothing()
    {
        await using var clock = await Clockwork.StartAsync();
        Assert.Null(await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default));
    }
}
