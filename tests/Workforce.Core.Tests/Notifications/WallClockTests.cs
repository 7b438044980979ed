using System.Globalization;
using Workforce.Core.Notifications;

namespace Workforce.Core.Tests.Notifications;

/// <summary>What clocks show, also on the two nights of the year when they are changed. Berlin: forward on 29 March 2026 at 01:00 UTC, back on 25 October at 01:00 UTC.</summary>
public sealed class WallClockTests
{
    [Theory]
    // An ordinary night.
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-01-10T20:59:59Z", null)]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-01-10T21:00:00Z", "2026-01-11T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-01-11T05:59:59Z", "2026-01-11T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-01-11T06:00:00Z", null)]
    // Not over midnight.
    [InlineData("Asia/Kolkata", "12:30", "14:00", "2026-01-11T07:00:00Z", "2026-01-11T08:30:00Z")]
    // The night that is an hour short, and the one that is an hour long.
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z")]
    // The end is left out: clocks go from 01:59 to 03:00.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // The end comes twice: quiet the first time round, and again from 02:00 to 02:30 of the second.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T00:45:00Z", null)]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    public void Quiet_hours_end_when_the_clocks_say_so(string zone, string from, string to, string now, string? end) =>
        Assert.Equal(
            end is null ? null : At(end),
            WallClock.EndOf(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), At(now)));

    [Theory]
    [InlineData("Europe/Berlin", 8, null, "2026-01-10T06:59:59Z", "2026-01-10T07:00:00Z")]
    [InlineData("Europe/Berlin", 8, null, "2026-01-10T07:00:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("Europe/Berlin", 8, DayOfWeek.Monday, "2026-01-10T07:00:00Z", "2026-01-12T07:00:00Z")]
    [InlineData("Europe/Berlin", 8, DayOfWeek.Monday, "2026-01-12T07:00:00Z", "2026-01-19T07:00:00Z")]
    [InlineData("America/Los_Angeles", 0, null, "2026-01-10T07:59:00Z", "2026-01-10T08:00:00Z")]
    // Over both changes of clocks the hour stays the clocks' hour.
    [InlineData("Europe/Berlin", 8, null, "2026-03-28T12:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("Europe/Berlin", 8, null, "2026-10-24T12:00:00Z", "2026-10-25T07:00:00Z")]
    // An hour that is left out, and one that comes twice: once.
    [InlineData("Europe/Berlin", 2, null, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", 2, null, "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z")]
    [InlineData("Europe/Berlin", 2, null, "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z")]
    [InlineData("Pacific/Kiritimati", 8, null, "2026-01-10T12:00:00Z", "2026-01-10T18:00:00Z")]
    public void A_digest_is_due_at_its_hour_once_a_day(string zone, int hour, DayOfWeek? day, string now, string due) =>
        Assert.Equal(At(due), WallClock.Next(TimeZoneInfo.FindSystemTimeZoneById(zone), hour, day, At(now)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
