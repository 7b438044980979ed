namespace Workforce.Jobs.Schedules.Cron;

/// <summary>What a zone's wall clocks show. Only offsets at instants are asked for, which are unambiguous, never what a local time means.</summary>
internal static class ZoneClock
{
    // No zone has changed its offset twice within this.
    private static readonly TimeSpan Stride = TimeSpan.FromHours(3);

    /// <summary>The first whole second after one instant, up to another, at which the offset differs; null: none.</summary>
    public static DateTime? FirstChange(TimeZoneInfo zone, DateTime after, DateTime upTo)
    {
        var offset = zone.GetUtcOffset(after);
        for (var low = after; low < upTo;)
        {
            var high = upTo - low > Stride ? low + Stride : upTo;
            if (zone.GetUtcOffset(high) != offset)
                return Bisect(zone, offset, low, high);
            low = high;
        }
        return null;
    }

    /// <summary>The latest time that wall clocks had shown before they were put back within a day and a bit before an instant; null: they were not.</summary>
    public static DateTime? PutBackFrom(TimeZoneInfo zone, DateTime at)
    {
        DateTime? latest = null;
        for (var from = at - TimeSpan.FromHours(26); FirstChange(zone, from, at) is { } change; from = change)
            if (change + zone.GetUtcOffset(change.AddSeconds(-1)) is var shown && shown > change + zone.GetUtcOffset(change))
                latest = latest > shown ? latest : shown;
        return latest;
    }

    private static DateTime Bisect(TimeZoneInfo zone, TimeSpan offset, DateTime low, DateTime high)
    {
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low.AddSeconds((long)((high - low).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == offset)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
}
