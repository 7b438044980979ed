using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>Which days and times an expression names, on a clock that never changes.</summary>
public sealed class CronCalendarTests
{
    [Theory]
    [InlineData("0 9 29 2 *", "2023-01-01", "Thu 2024-02-29 09:00:00|Tue 2028-02-29 09:00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01", "Fri 2104-02-29 00:00:00|Wed 2108-02-29 00:00:00")]
    [InlineData("0 0 29 2 */7", "2026-01-01", "Sun 2032-02-29 00:00:00|Sun 2060-02-29 00:00:00")]
    [InlineData("0 0 31 * *", "2026-03-31", "Sun 2026-05-31 00:00:00|Fri 2026-07-31 00:00:00")]
    [InlineData("59 59 23 31 12 ?", "2026-12-31", "Thu 2026-12-31 23:59:59|Fri 2027-12-31 23:59:59")]
    [InlineData("0 0 1 1 *", "2026-12-31 23:59:59", "Fri 2027-01-01 00:00:00|Sat 2028-01-01 00:00:00")]
    public void Leap_days_month_ends_and_year_ends(string cron, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.InUtc(cron, after, 2));

    [Theory]
    [InlineData("0 0 L * *", "2024-01-31", "Thu 2024-02-29 00:00:00|Sun 2024-03-31 00:00:00")]
    [InlineData("0 0 L-2 2 *", "2026-01-01", "Thu 2026-02-26 00:00:00|Fri 2027-02-26 00:00:00")]
    [InlineData("0 0 LW * *", "2026-01-15", "Fri 2026-01-30 00:00:00|Fri 2026-02-27 00:00:00")]
    [InlineData("0 0 L-30 * *", "2026-01-15", "Sun 2026-03-01 00:00:00|Fri 2026-05-01 00:00:00")]
    [InlineData("0 0 1W * *", "2026-07-15", "Mon 2026-08-03 00:00:00|Tue 2026-09-01 00:00:00")]
    [InlineData("0 0 15W * *", "2026-08-01", "Fri 2026-08-14 00:00:00|Tue 2026-09-15 00:00:00")]
    [InlineData("0 0 31w 1-5 *", "2026-02-01", "Tue 2026-03-31 00:00:00|Fri 2026-05-29 00:00:00")]
    [InlineData("0 0 1,15W,l * *", "2026-08-02", "Fri 2026-08-14 00:00:00|Mon 2026-08-31 00:00:00")]
    public void Days_counted_from_the_end_and_nearest_weekdays(string cron, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.InUtc(cron, after, 2));

    [Theory]
    [InlineData("0 0 * * FRI#3", "2026-08-01", "Fri 2026-08-21 00:00:00|Fri 2026-09-18 00:00:00")]
    [InlineData("0 0 * * 1#5", "2026-08-01", "Mon 2026-08-31 00:00:00|Mon 2026-11-30 00:00:00")]
    [InlineData("0 0 ? * FRIL", "2026-08-01", "Fri 2026-08-28 00:00:00|Fri 2026-09-25 00:00:00")]
    [InlineData("0 0 * * 7l", "2026-08-01", "Sun 2026-08-30 00:00:00|Sun 2026-09-27 00:00:00")]
    [InlineData("0 0 * 2 MON#1,tue#1", "2026-01-01", "Mon 2026-02-02 00:00:00|Tue 2026-02-03 00:00:00")]
    [InlineData("0 0 * * 7", "2026-08-01", "Sun 2026-08-02 00:00:00|Sun 2026-08-09 00:00:00")]
    [InlineData("0 0 * * 5-7", "2026-08-01", "Sun 2026-08-02 00:00:00|Fri 2026-08-07 00:00:00")]
    [InlineData("0 0 * * 7-1", "2026-08-03", "Sun 2026-08-09 00:00:00|Mon 2026-08-10 00:00:00")]
    [InlineData("0 0 * * SAT-MON", "2026-08-03", "Sat 2026-08-08 00:00:00|Sun 2026-08-09 00:00:00")]
    public void Weekdays_by_name_number_and_place_in_the_month(string cron, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.InUtc(cron, after, 2));

    [Theory]
    // Both restricted: either will do. One of them beginning with a star: both must.
    [InlineData("0 0 13 * FRI", "2026-02-07", "Fri 2026-02-13 00:00:00|Fri 2026-02-20 00:00:00")]
    [InlineData("0 0 */13 * FRI", "2026-02-28", "Fri 2026-03-27 00:00:00|Fri 2026-05-01 00:00:00")]
    [InlineData("0 0 13 * */5", "2026-02-07", "Fri 2026-02-13 00:00:00|Fri 2026-03-13 00:00:00")]
    [InlineData("0 0 L * MON#1", "2026-02-07", "Sat 2026-02-28 00:00:00|Mon 2026-03-02 00:00:00")]
    public void Both_day_fields_as_crontab_has_them(string cron, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.InUtc(cron, after, 2));

    [Theory]
    [InlineData("*/20 9-10 * * *", "2026-08-03 09:30", "Mon 2026-08-03 09:40:00|Mon 2026-08-03 10:00:00|Mon 2026-08-03 10:20:00")]
    [InlineData("30/15 22-0/2 * * *", "2026-08-03 22:35", "Mon 2026-08-03 22:45:00|Tue 2026-08-04 00:30:00|Tue 2026-08-04 00:45:00")]
    [InlineData("*/25 59 23 * * *", "2026-08-03 23:59:49", "Mon 2026-08-03 23:59:50|Tue 2026-08-04 23:59:00|Tue 2026-08-04 23:59:25")]
    [InlineData("0 0 1 nov-feb/2 *", "2026-08-03", "Sun 2026-11-01 00:00:00|Fri 2027-01-01 00:00:00|Mon 2027-11-01 00:00:00")]
    [InlineData("  5,10\t12   * * * ", "2026-08-03 12:05", "Mon 2026-08-03 12:10:00|Tue 2026-08-04 12:05:00|Tue 2026-08-04 12:10:00")]
    public void Lists_ranges_steps_and_names(string cron, string after, string runs) =>
        Assert.Equal(runs.Split('|'), CronRuns.InUtc(cron, after, 3));

    [Theory]
    [InlineData("@yearly", "Fri 2027-01-01 00:00:00")]
    [InlineData("@annually", "Fri 2027-01-01 00:00:00")]
    [InlineData("@monthly", "Tue 2026-09-01 00:00:00")]
    [InlineData("@weekly", "Sun 2026-08-09 00:00:00")]
    [InlineData("@daily", "Tue 2026-08-04 00:00:00")]
    [InlineData("@MIDNIGHT", "Tue 2026-08-04 00:00:00")]
    [InlineData(" @hourly ", "Mon 2026-08-03 13:00:00")]
    public void Macros(string cron, string run) => Assert.Equal([run], CronRuns.InUtc(cron, "2026-08-03 12:30", 1));

    [Fact]
    public void The_instant_asked_from_is_not_an_answer_and_a_part_of_a_second_after_it_changes_nothing()
    {
        var noon = CronRuns.At("2026-08-03 12:00");
        var daily = CronExpression.Parse("0 12 * * *");
        Assert.Equal(noon, daily.Next(noon.AddTicks(-1), TimeZoneInfo.Utc));
        Assert.Equal(noon.AddDays(1), daily.Next(noon, TimeZoneInfo.Utc));
        Assert.Equal(noon.AddDays(1), daily.Next(noon.AddTicks(1), TimeZoneInfo.Utc));
    }

    [Fact]
    public void At_the_end_of_time_nothing_comes_next() =>
        Assert.Null(CronExpression.Parse("* * * * *").Next(DateTimeOffset.MaxValue, TimeZoneInfo.Utc));

    [Fact]
    public void It_is_written_as_it_was_given() => Assert.Equal("0 9 * * MON-FRI", CronExpression.Parse(" 0 9 * * MON-FRI ").ToString());
}
