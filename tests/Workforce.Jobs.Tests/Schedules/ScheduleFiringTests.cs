using Workforce.Jobs.Schedules;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class ScheduleFiringTests
{
    [Fact]
    public async Task A_run_enqueues_the_job_as_it_was_put_for_its_instant()
    {
        await using var clock = await Clockwork.StartAsync();
        var user = Guid.CreateVersion7();
        await clock.Schedules.PutAsync(clock.Hourly("report") with
        {
            Job = NewJob.Of(Kinds.First, new Note(7, "hello"), clock.Engine.Tenant) with { UserId = user, Priority = 2, MaxAttempts = 9, Timeout = TimeSpan.FromSeconds(90), Tags = ["monthly"] },
            InstantMember = "at",
        }, default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        var instant = $"{clock.Run():yyyy-MM-ddTHH:mm:ss}Z";

        await clock.FireAsync();

        var job = Assert.Single((await clock.Jobs.ListAsync(clock.Engine.Tenant, new(), default)).Jobs);
        Assert.Equal(
            (user, "first.note", 2, 9, clock.Run(), $"schedule:report@{instant}", $$"""{"number":7,"text":"hello","at":"{{instant}}"}"""),
            (job.UserId, job.Kind, job.Priority, job.MaxAttempts, job.DueAt, job.IdempotencyKey, job.PayloadJson));
        Assert.Equal(["monthly", "schedule:report"], job.Tags);
        Assert.Equal(90_000, await clock.Engine.QueryAsync<int>("select timeout_ms from jobs.job"));
        var schedule = await clock.GetAsync("report");
        Assert.Equal((clock.Run(), job.Id, clock.Run(-1)), (schedule.LastRunAt, schedule.LastJobId, Assert.Single(schedule.NextRuns)));
        Assert.Equal(job.CreatedAt, schedule.LastFiredAt);
    }

    [Fact]
    public async Task What_is_not_due_does_not_fire_and_it_is_known_when_it_will_be()
    {
        await using var clock = await Clockwork.StartAsync();
        Assert.Null(await clock.FireAsync());
        await clock.Schedules.PutAsync(clock.Hourly() with { Every = TimeSpan.FromHours(3), StartsAt = null }, default);
        Assert.InRange((await clock.FireAsync())!.Value.TotalMinutes, 179, 180);
        Assert.Empty(await clock.JobsAsync());
    }

    [Fact]
    public async Task Many_processes_that_fire_at_once_enqueue_each_run_once()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.DeclareAsync(clock.Engine.Tenant, "many", [.. Enumerable.Range(0, 250).Select(n => clock.Hourly($"{n}", n))], default);
        await clock.AwayAsync(TimeSpan.FromHours(1));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => clock.FireAsync()));

        Assert.Equal("250 250", await clock.Engine.QueryAsync<string>("select count(*) || ' ' || count(distinct idempotency_key) from jobs.job"));
        Assert.Equal(0, await clock.Engine.QueryAsync<long>("select count(*) from jobs.schedule where due_at <= now()"));
    }

    [Fact]
    public async Task A_run_whose_job_is_there_already_is_not_enqueued_again_whatever_the_row_says()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly() with { Overlap = Overlap.Allow }, default);
        for (var n = 0; n < 2; n++)
        {
            // As after a restore of the schedule's row from a backup, or a clock that was put back.
            await clock.AwayAsync(TimeSpan.FromHours(1));
            await clock.FireAsync();
        }
        var job = Assert.Single((await clock.Jobs.ListAsync(clock.Engine.Tenant, new(), default)).Jobs);
        Assert.Equal(job.Id, (await clock.GetAsync()).LastJobId);
    }

    [Fact]
    public async Task A_firing_that_fails_leaves_neither_job_nor_change_and_the_others_go_on()
    {
        await using var clock = await Clockwork.StartAsync(new TestLogs().Expect("Schedule bad of tenant"));
        foreach (var name in (string[])["good", "bad", "fine"])
            await clock.Schedules.PutAsync(clock.Hourly(name, name.Length), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        await clock.Engine.ExecuteAsync("""
            create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'not today'; end $$;
            create trigger refuse before update on jobs.schedule for each row when (new.name = 'bad' and new.error is null) execute function public.refuse()
            """);

        await clock.FireAsync();

        Assert.Equal(2, (await clock.JobsAsync()).Count);
        var bad = await clock.GetAsync("bad");
        Assert.Equal(("not today", null), (bad.Error, bad.LastJobId));
        Assert.Equal(1, await clock.Engine.QueryAsync<long>("select count(*) from jobs.schedule where name = 'bad' and due_at between now() + interval '50 seconds' and now() + interval '1 minute'"));

        await clock.Engine.ExecuteAsync("drop trigger refuse on jobs.schedule; update jobs.schedule set due_at = now() where name = 'bad'");
        await clock.FireAsync();

        Assert.Equal(3, (await clock.JobsAsync()).Count);
        Assert.Null((await clock.GetAsync("bad")).Error);
    }

    [Theory]
    [InlineData("zone = 'Nowhere/Land'", "The time zone ID 'Nowhere/Land' was not found on the local computer.")]
    [InlineData("cron = '0 25 * * *'", "Cron '0 25 * * *', hour, position 3: 25 is out of range: expected 0 to 23.")]
    public async Task A_schedule_this_process_cannot_reckon_says_why_and_keeps_its_runs_for_one_that_can(string change, string error)
    {
        await using var clock = await Clockwork.StartAsync(new TestLogs().Expect("Schedule hourly of tenant"));
        await clock.Schedules.PutAsync(clock.Hourly() with { Cron = "0 * * * *", Every = null }, default);
        await clock.Schedules.PutAsync(clock.Hourly("other", 2), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        await clock.Engine.ExecuteAsync($"update jobs.schedule set {change} where name = 'hourly'");

        await clock.FireAsync();

        Assert.Equal([clock.Job(0, 2)], await clock.JobsAsync());
        Assert.Equal(error, (await clock.GetAsync()).Error);
        await clock.Engine.ExecuteAsync("update jobs.schedule set zone = 'UTC', cron = '0 * * * *', due_at = now() where name = 'hourly'");
        await clock.FireAsync();
        Assert.Equal(2, (await clock.JobsAsync()).Count);
    }

    [Fact]
    public async Task A_run_is_found_by_the_rules_of_today_when_a_zone_has_changed_them()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        await clock.AwayAsync(TimeSpan.FromHours(1));
        await clock.FireAsync();
        var before = await clock.GetAsync();
        // Reckoned for a moment ago by rules that no longer hold: nothing runs then, and nothing was missed.
        await clock.Engine.ExecuteAsync("update jobs.schedule set reckoned_at = now() - interval '1 minute', next_run_at = now() - interval '1 second', due_at = now()");
        await clock.FireAsync();

        Assert.Single(await clock.JobsAsync());
        var after = await clock.GetAsync();
        Assert.Equal((clock.Run(-1), before.SkippedAt), (Assert.Single(after.NextRuns), after.SkippedAt));

        // Reckoned for later than the rules of today have it: it runs late, not never.
        await clock.Engine.ExecuteAsync("delete from jobs.job; delete from jobs.idempotency");
        await clock.Engine.ExecuteAsync("update jobs.schedule set reckoned_at = $1, next_run_at = now() - interval '1 second', due_at = now()", clock.Run().AddMinutes(-1));
        await clock.FireAsync();
        Assert.Equal([clock.Job(0)], await clock.JobsAsync());
    }
}
