using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class ScheduleClientTests
{
    [Fact]
    public async Task What_was_put_comes_back_whole_with_its_next_runs()
    {
        await using var clock = await Clockwork.StartAsync();
        var put = new NewSchedule
        {
            Name = "Quarterly close", Cron = "0 9 1 */3 *", Zone = "America/New_York", StartsAt = CronRuns.At("2030-01-01"), EndsAt = CronRuns.At("2031-01-01"),
            Missed = MissedRuns.CatchUp, CatchUpLimit = 7, LateAfter = TimeSpan.FromMinutes(5), Overlap = Overlap.Allow, InstantMember = "quarter_end",
            Job = NewJob.Of(Kinds.First, new Note(1), clock.Engine.Tenant) with { CorrelationId = Guid.CreateVersion7(), UserId = Guid.CreateVersion7(), Source = "office", Tags = ["a", "b"], Keys = ["k"], Needs = ["gpu"], Costs = new Dictionary<string, decimal> { ["tokens"] = 4000 }, Timeout = TimeSpan.FromHours(2) },
        };
        await clock.Schedules.PutAsync(put, default);

        var got = (await clock.Schedules.GetAsync(clock.Engine.Tenant, put.Name, 10, default))!;

        Assert.Equal(put.Job.Tags, got.Definition.Job.Tags);
        Assert.Equal(put.Job.Costs, got.Definition.Job.Costs);
        Assert.Equal(["k", "gpu"], [.. got.Definition.Job.Keys, .. got.Definition.Job.Needs]);
        Assert.Equal(put, got.Definition with { Job = got.Definition.Job with { Tags = put.Job.Tags, Keys = put.Job.Keys, Needs = put.Job.Needs, Costs = put.Job.Costs } });
        Assert.Equal(["2030-01-01 14:00", "2030-04-01 13:00", "2030-07-01 13:00", "2030-10-01 13:00"], got.NextRuns.Select(run => run.ToString("yyyy-MM-dd HH:mm")));
        Assert.Equal((false, null, null, null, got.CreatedAt), (got.Paused, got.LastRunAt, got.SkipReason, got.Error, got.UpdatedAt));
    }

    [Fact]
    public async Task Putting_the_same_again_writes_nothing_and_a_change_keeps_what_has_run()
    {
        await using var clock = await Clockwork.StartAsync();
        var first = await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        await clock.FireAsync();
        var version = await clock.Engine.QueryAsync<uint>("select xmin from jobs.schedule");

        await clock.Schedules.PutAsync(clock.Hourly(), default);
        Assert.Equal(version, await clock.Engine.QueryAsync<uint>("select xmin from jobs.schedule"));

        var changed = await clock.Schedules.PutAsync(clock.Hourly(number: 2), default);
        Assert.Equal((clock.Run(), clock.Run(-1), first.CreatedAt), (changed.LastRunAt, Assert.Single(changed.NextRuns), changed.CreatedAt));
        Assert.Contains("2", (await clock.GetAsync()).Definition.Job.PayloadJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_due_outlasts_a_change_of_the_job_and_not_one_of_the_timing()
    {
        await using var clock = await Clockwork.StartAsync();
        foreach (var name in (string[])["job", "timing"])
            await clock.Schedules.PutAsync(clock.Hourly(name), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));

        await clock.Schedules.PutAsync(clock.Hourly("job", 2), default);
        await clock.Schedules.PutAsync(clock.Hourly("timing", 3) with { Every = TimeSpan.FromHours(2), StartsAt = clock.Run(100) }, default);
        await clock.FireAsync();

        Assert.Equal([clock.Job(0, 2)], await clock.JobsAsync());
    }

    [Fact]
    public async Task An_interval_is_counted_from_when_it_was_put_until_its_timing_is_changed()
    {
        await using var clock = await Clockwork.StartAsync();
        var every = clock.Hourly() with { StartsAt = null };
        var put = await clock.Schedules.PutAsync(every, default);
        Assert.InRange((put.NextRuns[0] - put.CreatedAt).TotalSeconds, 3599, 3600);
        // As if it had been put a day and ten minutes ago.
        await clock.Engine.ExecuteAsync("update jobs.schedule set anchor_at = anchor_at - interval '1 day 10 minutes', next_run_at = next_run_at - interval '10 minutes', due_at = next_run_at - interval '10 minutes'");

        Assert.Equal(put.NextRuns[0].AddMinutes(-10), (await clock.Schedules.PutAsync(every with { Overlap = Overlap.Allow }, default)).NextRuns[0]);
        Assert.InRange(((await clock.Schedules.PutAsync(every with { Every = TimeSpan.FromHours(2) }, default)).NextRuns[0] - put.CreatedAt).TotalSeconds, 7199, 7230);
    }

    [Fact]
    public async Task A_schedule_that_has_ended_stays_and_fires_no_more()
    {
        await using var clock = await Clockwork.StartAsync();
        var put = await clock.Schedules.PutAsync(clock.Hourly() with { EndsAt = clock.Run() }, default);
        Assert.Empty(put.NextRuns);
        Assert.Null(await clock.FireAsync());
    }

    [Fact]
    public async Task Schedules_are_listed_by_name_a_page_at_a_time_and_by_what_is_asked_for()
    {
        await using var clock = await Clockwork.StartAsync();
        foreach (var name in (string[])["c", "a", "b_1", "d"])
            await clock.Schedules.PutAsync(clock.Hourly(name), default);
        await clock.Schedules.PutAsync(NewSchedule.Of("e", Kinds.Second, new Note(1), clock.Engine.Tenant) with { Cron = "@daily" }, default);
        await clock.Schedules.DeclareAsync(clock.Engine.Tenant, "set", [clock.Hourly("f")], default);
        await clock.Schedules.PutAsync(clock.Hourly("other tenant's") with { Job = NewJob.Of(Kinds.First, new Note(1), Guid.CreateVersion7()) }, default);
        async Task<string> ListAsync(ScheduleFilter filter)
        {
            var page = await clock.Schedules.ListAsync(clock.Engine.Tenant, filter, default);
            return $"{string.Join(' ', page.Schedules.Select(s => s.Definition.Name))}|{page.Next}";
        }

        Assert.Equal("a b_1 c d e f|", await ListAsync(new()));
        Assert.Equal("a b_1 c|c", await ListAsync(new() { Limit = 3 }));
        Assert.Equal("d e f|", await ListAsync(new() { Limit = 3, After = "c" }));
        Assert.Equal("e|", await ListAsync(new() { Kind = "second.note" }));
        Assert.Equal("f|", await ListAsync(new() { DeclaredBy = "set" }));
        Assert.Equal("b_1|", await ListAsync(new() { Text = "B_" }));
        Assert.Equal(100, (await clock.Schedules.ListAsync(clock.Engine.Tenant, new() { Upcoming = 100 }, default)).Schedules[0].NextRuns.Count);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(new() { Limit = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(new() { Upcoming = 101 }));
    }

    [Fact]
    public async Task A_deleted_schedule_is_gone_and_its_jobs_go_on()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "hourly", default);

        Assert.False(await clock.Schedules.DeleteAsync(Guid.CreateVersion7(), "hourly", default));
        Assert.True(await clock.Schedules.DeleteAsync(clock.Engine.Tenant, "hourly", default));
        Assert.False(await clock.Schedules.DeleteAsync(clock.Engine.Tenant, "hourly", default));

        Assert.Null(await clock.Schedules.GetAsync(clock.Engine.Tenant, "hourly", 1, default));
        Assert.Single(await clock.JobsAsync());
    }

    [Fact]
    public async Task A_callers_transaction_puts_and_deletes_or_rolls_back()
    {
        await using var clock = await Clockwork.StartAsync();
        await using var app = await clock.Engine.AppAsync();
        await using (var transaction = await app.BeginTransactionAsync(TestContext.Current.CancellationToken))
            await clock.Schedules.PutAsync(clock.Hourly("gone"), app, default);
        await using (var transaction = await app.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await clock.Schedules.PutAsync(clock.Hourly("kept"), app, default);
            await clock.Schedules.PutAsync(clock.Hourly("deleted"), app, default);
            Assert.True(await clock.Schedules.DeleteAsync(clock.Engine.Tenant, "deleted", app, default));
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(["kept"], await clock.Engine.ListAsync("select name from jobs.schedule"));
    }

    [Fact]
    public async Task A_tenants_connection_can_put_nothing_that_would_run_as_another_tenant()
    {
        await using var clock = await Clockwork.StartAsync();
        await using var app = await clock.Engine.AppAsync();
        var other = clock.Hourly() with { Job = NewJob.Of(Kinds.First, new Note(1), Guid.CreateVersion7()) };
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => clock.Schedules.PutAsync(other, app, default))).SqlState);
        await clock.Schedules.PutAsync(clock.Hourly(), app, default);
        await using var smuggle = new Npgsql.NpgsqlCommand("update jobs.schedule set job = jsonb_set(job, '{tenant_id}', to_jsonb(gen_random_uuid()))", app);
        Assert.Equal("schedule_tenant", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => smuggle.ExecuteNonQueryAsync())).ConstraintName);
    }
}
