using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>Clocks put forward and back, in zones that do it differently.</summary>
public sealed class CronClockChangeTests
{
    // Berlin: 02:00 becomes 03:00 on 2026-03-29 and 03:00 becomes 02:00 on 2026-10-25.
    // New York: 02:00 becomes 03:00 on 2026-03-08 and 02:00 becomes 01:00 on 2026-11-01.
    // Lord Howe: 02:00 becomes 02:30 on 2026-10-04 and 02:00 becomes 01:30 on 2026-04-05.
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", "03-29 03:00 +02:00|03-30 02:30 +02:00")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07 12:00", "03-08 03:00 -04:00|03-09 02:30 -04:00")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "10-04 02:30 +11:00|10-05 02:15 +11:00")]
    public void A_time_that_the_clocks_leave_out_runs_once_at_the_first_instant_after(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 2));

    [Theory]
    [InlineData("0,15,30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", "03-29 03:00 +02:00|03-30 02:00 +02:00")]
    [InlineData("*/10 2 * * *", "Europe/Berlin", "2026-03-28 12:00", "03-29 03:00 +02:00|03-30 02:00 +02:00")]
    [InlineData("30 2,3 * * *", "America/New_York", "2026-03-07 12:00", "03-08 03:00 -04:00|03-08 03:30 -04:00")]
    [InlineData("0 2,3 * * *", "America/New_York", "2026-03-07 12:00", "03-08 03:00 -04:00|03-09 02:00 -04:00")]
    [InlineData("0 */2 * * *", "Europe/Berlin", "2026-03-28 23:30", "03-29 03:00 +02:00|03-29 04:00 +02:00")]
    [InlineData("0,20 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "10-04 02:30 +11:00|10-05 02:00 +11:00")]
    public void Several_times_that_are_left_out_run_once_together(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 2));

    [Theory]
    [InlineData("20 * * * *", "Europe/Berlin", "2026-03-29 00:00", "03-29 01:20 +01:00|03-29 03:20 +02:00|03-29 04:20 +02:00")]
    [InlineData("*/30 * * * *", "America/New_York", "2026-03-08 06:15", "03-08 01:30 -05:00|03-08 03:00 -04:00|03-08 03:30 -04:00")]
    [InlineData("*/20 * * * *", "Australia/Lord_Howe", "2026-10-03 15:00", "10-04 01:40 +10:30|10-04 02:40 +11:00|10-04 03:00 +11:00")]
    public void What_runs_every_hour_runs_on_its_minutes_of_the_hours_there_are(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 3));

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00", "10-25 02:30 +02:00|10-26 02:30 +01:00")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31 12:00", "11-01 01:30 -04:00|11-02 01:30 -05:00")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04 00:00", "04-05 01:45 +11:00|04-06 01:45 +10:30")]
    [InlineData("0 0,30 2,3 * * *", "Europe/Berlin", "2026-10-25 00:15", "10-25 02:30 +02:00|10-25 03:00 +01:00")]
    // From within the repeated hour: what it names has run.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25 01:10", "10-26 02:30 +01:00|10-27 02:30 +01:00")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04 15:05", "04-06 01:45 +10:30|04-07 01:45 +10:30")]
    public void A_single_time_that_comes_twice_runs_the_first_time(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 2));

    [Theory]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-24 23:45", "10-25 02:00 +02:00|10-25 02:30 +02:00|10-25 02:00 +01:00|10-25 02:30 +01:00|10-25 03:00 +01:00")]
    [InlineData("20 * * * *", "America/New_York", "2026-11-01 05:00", "11-01 01:20 -04:00|11-01 01:20 -05:00|11-01 02:20 -05:00|11-01 03:20 -05:00|11-01 04:20 -05:00")]
    [InlineData("*/15 * * * *", "Australia/Lord_Howe", "2026-04-04 14:20", "04-05 01:30 +11:00|04-05 01:45 +11:00|04-05 01:30 +10:30|04-05 01:45 +10:30|04-05 02:00 +10:30")]
    [InlineData("0-20/10 2 * * *", "Europe/Berlin", "2026-10-24 23:45", "10-25 02:00 +02:00|10-25 02:10 +02:00|10-25 02:20 +02:00|10-25 02:00 +01:00|10-25 02:10 +01:00")]
    // Also when its next day is far away.
    [InlineData("0-20/10 2 25 10 *", "Europe/Berlin", "2026-10-24 23:45", "10-25 02:00 +02:00|10-25 02:10 +02:00|10-25 02:20 +02:00|10-25 02:00 +01:00|10-25 02:10 +01:00")]
    public void A_rhythm_goes_on_through_the_hour_that_comes_twice(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 5));

    [Fact]
    public void A_rhythm_of_seconds_loses_none_and_repeats_none()
    {
        var berlin = CronRuns.Zone("Europe/Berlin");
        foreach (var change in (string[])["2026-03-29 01:00", "2026-10-25 01:00"])
        {
            var start = CronRuns.At(change).AddSeconds(-10);
            Assert.Equal(Enumerable.Range(1, 20).Select(n => start.AddSeconds(n)), CronExpression.Parse("* * * * * *").Next(start, berlin, 20));
        }
    }

    // Samoa went from 2011-12-29 24:00 (-10) straight to 2011-12-31 00:00 (+14).
    [Theory]
    [InlineData("0 12 * * *", "12-29 12:00 -10:00|12-31 00:00 +14:00|12-31 12:00 +14:00")]
    [InlineData("0 0 * * *", "12-29 00:00 -10:00|12-31 00:00 +14:00|01-01 00:00 +14:00")]
    [InlineData("0 */12 30 * *", "12-31 00:00 +14:00|01-30 00:00 +14:00|01-30 12:00 +14:00")]
    [InlineData("0 * * * *", "12-29 00:00 -10:00|12-29 01:00 -10:00|12-29 02:00 -10:00")]
    public void A_day_that_a_zone_left_out_is_a_long_gap(string cron, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, "Pacific/Apia", "2011-12-29 09:59", 3));

    // Kwajalein the other way round is out of living memory; Manila and Juneau had the same day twice in the nineteenth
    // century. Closest to today: Moscow put its clocks back for good on 2014-10-26 at 02:00, Pyongyang forward by half an hour.
    [Theory]
    [InlineData("30 1 * * *", "Europe/Moscow", "2014-10-25 12:00", "10-26 01:30 +04:00|10-27 01:30 +03:00")]
    [InlineData("0 0 * * *", "Asia/Pyongyang", "2018-05-03 16:00", "05-05 00:00 +09:00|05-06 00:00 +09:00")]
    [InlineData("45 23 * * *", "Asia/Pyongyang", "2018-05-04 00:00", "05-05 00:00 +09:00|05-05 23:45 +09:00")]
    [InlineData("0 0 * * *", "Africa/Cairo", "2025-04-24 12:00", "04-25 01:00 +03:00|04-26 00:00 +03:00")]
    public void An_offset_that_changes_for_good_or_at_midnight_is_treated_alike(string cron, string zone, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.Of(cron, zone, after, 2));
}
