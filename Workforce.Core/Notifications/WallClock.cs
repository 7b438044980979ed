namespace Workforce.Core.Notifications;

/// <summary>
/// Instants by what the clocks of a zone show. Offsets at instants are asked for, which are never in doubt, and not what a
/// local time means, which may be two instants or none when clocks are put back or forward.
/// </summary>
public static class WallClock
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // No zone has put its clocks forward by more at once, but for a day left out in the Pacific.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(26);

    public static DateTime Shows(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>Whether the clocks show a time from <paramref name="from"/> on and before <paramref name="to"/>, over midnight too.</summary>
    public static bool IsBetween(TimeZoneInfo zone, TimeOnly from, TimeOnly to, DateTimeOffset at) => TimeOnly.FromDateTime(Shows(zone, at)).IsBetween(from, to);

    /// <summary>The first whole minute after an instant at which the clocks show something outside; null: they do so already.</summary>
    public static DateTimeOffset? EndOf(TimeZoneInfo zone, TimeOnly from, TimeOnly to, DateTimeOffset now)
    {
        if (!IsBetween(zone, from, to, now))
            return null;
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        do
            at += Minute;
        while (IsBetween(zone, from, to, at));
        return at;
    }

    /// <summary>The first instant after another at which the clocks reach this hour, on this day of the week if one is given; an hour that is left out is reached when it is passed over.</summary>
    public static DateTimeOffset Next(TimeZoneInfo zone, int hour, DayOfWeek? day, DateTimeOffset now)
    {
        for (var date = Shows(zone, now).Date; ; date = date.AddDays(1))
        {
            if ((day is null || date.DayOfWeek == day) && Reaches(zone, date.AddHours(hour)) is var at && at > now)
                return at;
        }
    }

    private static DateTimeOffset Reaches(TimeZoneInfo zone, DateTime local)
    {
        var at = new DateTimeOffset(local, TimeSpan.Zero) - zone.GetUtcOffset(new DateTimeOffset(local, TimeSpan.Zero));
        // Back to before any change of clocks near it, then on to the first minute that shows it or more.
        for (at -= Margin; local - Shows(zone, at) is var left && left > TimeSpan.Zero;)
            at += left > Margin / 2 ? left - (Margin / 4) : Minute;
        return at;
    }
}
