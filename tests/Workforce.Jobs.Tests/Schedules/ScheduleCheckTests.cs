using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class ScheduleCheckTests
{
    private static readonly NewSchedule Good = NewSchedule.Of("good", Kinds.First, new Note(1), Guid.CreateVersion7()) with { Cron = "0 9 * * *" };

    public static TheoryData<NewSchedule, string> Bad => new()
    {
        { Good with { Name = "" }, "Name has 0 characters; expected 1 to 200 and no control characters." },
        { Good with { Name = new('x', 201) }, "Name has 201 characters; expected 1 to 200 and no control characters." },
        { Good with { Name = "a\nb" }, "Name has 3 characters; expected 1 to 200 and no control characters." },
        { Good with { Cron = null }, "Cron and Every are both missing; expected one of them." },
        { Good with { Every = TimeSpan.FromHours(1) }, "Cron and Every are both set; expected one of them." },
        { Good with { Cron = "0 25 * * *" }, "Cron '0 25 * * *', hour, position 3: 25 is out of range: expected 0 to 23." },
        { Good with { Zone = "Europe/Berln" }, "Zone 'Europe/Berln' is not known here; expected an IANA id such as Europe/Berlin or UTC." },
        { Good with { Zone = "W. Europe Standard Time" }, "Zone 'W. Europe Standard Time' is not known here; expected an IANA id such as Europe/Berlin or UTC." },
        { Good with { Cron = null, Every = TimeSpan.FromMilliseconds(999) }, "Every is 00:00:00.9990000; expected one second to ten years in whole milliseconds." },
        { Good with { Cron = null, Every = TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1) }, "Every is 00:00:01.0000001; expected one second to ten years in whole milliseconds." },
        { Good with { Cron = null, Every = TimeSpan.FromDays(3651) }, "Every is 3651.00:00:00; expected one second to ten years in whole milliseconds." },
        { Good with { Cron = null, Every = TimeSpan.FromDays(1), Zone = "Europe/Berlin" }, "Zone is set beside Every; an interval is time that passes, whatever clocks show." },
        { Good with { StartsAt = CronRuns.At("2026-02-01"), EndsAt = CronRuns.At("2026-02-01") }, "EndsAt 2026-02-01T00:00:00.0000000+00:00 is not after StartsAt 2026-02-01T00:00:00.0000000+00:00." },
        { Good with { Missed = (MissedRuns)9 }, "Missed is 9; expected run_once, skip or catch_up." },
        { Good with { Overlap = (Overlap)9 }, "Overlap is 9; expected skip, allow, queue_one or replace." },
        { Good with { Missed = MissedRuns.CatchUp }, "Overlap is skip, which would leave out what Missed catch_up is to run; expected allow." },
        { Good with { CatchUpLimit = 0 }, "CatchUpLimit is 0; expected 1 to 1000." },
        { Good with { CatchUpLimit = 1001 }, "CatchUpLimit is 1001; expected 1 to 1000." },
        { Good with { LateAfter = TimeSpan.FromMilliseconds(999) }, "LateAfter is 00:00:00.9990000; expected one second to a day." },
        { Good with { InstantMember = "" }, "InstantMember has 0 characters; expected 1 to 100." },
        { Good with { InstantMember = "at", Job = Good.Job with { PayloadJson = "[1]" } }, "InstantMember is set, but the payload is Array; expected a JSON object." },
        { Good with { Job = Good.Job with { Priority = 11 } }, "Job: Priority is 11; expected 1 (first) to 10 (last)." },
        { Good with { Job = Good.Job with { PayloadJson = "{" } }, "Job: PayloadJson is not valid JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 1." },
        { Good with { Job = Good.Job with { ScheduledFor = DateTimeOffset.UtcNow } }, "Job.ScheduledFor is set; a job that runs once at a time is enqueued with it and needs no schedule." },
        { Good with { Job = Good.Job with { Deadline = DateTimeOffset.UtcNow } }, "Job.Deadline is set; it would be the same for every run." },
        { Good with { Job = Good.Job with { IdempotencyKey = "k" } }, "Job.IdempotencyKey is set; it would be the same for every run." },
        { Good with { Job = Good.Job with { ParentId = Guid.CreateVersion7() } }, "Job.ParentId is set; it would be the same for every run." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_malformed_schedule_is_refused_and_the_member_named(NewSchedule schedule, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => schedule.Preview(DateTimeOffset.UtcNow, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_is_stored_of_a_malformed_schedule_nor_of_a_set_with_one()
    {
        await using var clock = await Clockwork.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => clock.Schedules.PutAsync(clock.Hourly() with { CatchUpLimit = 0 }, default));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => clock.Schedules.DeclareAsync(clock.Engine.Tenant, "set", [clock.Hourly("a"), clock.Hourly("b") with { CatchUpLimit = 0 }], default));
        Assert.StartsWith("Schedule 'b': CatchUpLimit is 0; expected 1 to 1000.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await clock.Engine.QueryAsync<long>("select count(*) from jobs.schedule"));
    }

    [Fact]
    public void A_preview_shows_the_next_runs_without_storing_anything()
    {
        var from = CronRuns.At("2026-10-24 12:00");
        Assert.Equal(["10-25 09:00 +01:00", "10-26 09:00 +01:00"], (Good with { Zone = "Europe/Berlin" }).Preview(from, 2).Select(run => CronRuns.Local(run, CronRuns.Zone("Europe/Berlin"))));
        Assert.Equal([from.AddDays(1), from.AddDays(2)], (Good with { Cron = null, Every = TimeSpan.FromDays(1) }).Preview(from, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Good.Preview(from, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Good.Preview(from, 101));
    }

    [Fact]
    public void The_wire_names_of_the_policies_are_their_own_inverse_and_unknown_ones_are_refused()
    {
        Assert.All(Enum.GetValues<MissedRuns>(), missed => Assert.Equal(missed, SchedulePolicies.ParseMissed(missed.Wire())));
        Assert.All(Enum.GetValues<Overlap>(), overlap => Assert.Equal(overlap, SchedulePolicies.ParseOverlap(overlap.Wire())));
        Assert.StartsWith("'forbid' is no policy for overlapping runs: expected one of skip, allow, queue_one, replace.", Assert.Throws<ArgumentException>(() => SchedulePolicies.ParseOverlap("forbid")).Message, StringComparison.Ordinal);
    }
}
