namespace Workforce.Jobs.Tests.Schedules;

/// <summary>
/// The slow way to the next run: every time of day of every day around it, put to the platform's own questions about
/// local times (does it exist, does it come twice), where the product asks only for offsets at instants.
/// </summary>
internal static class CronOracle
{
    /// <summary>The runs after an instant in the days that follow it, in order.</summary>
    public static IReadOnlyList<DateTime> Runs(CronSample cron, TimeZoneInfo zone, DateTime after, int days)
    {
        var runs = new SortedSet<DateTime>();
        var first = TimeZoneInfo.ConvertTimeFromUtc(after, zone).Date.AddDays(-2);
        int[] seconds = [.. Enumerable.Range(0, 60).Where(cron.Second.Has)];
        int[] minutes = [.. Enumerable.Range(0, 60).Where(cron.Minute.Has)];
        for (var day = first; day <= first.AddDays(days + 3); day = day.AddDays(1))
            if (cron.IsDay(day))
                foreach (var hour in Enumerable.Range(0, 24).Where(cron.Hour.Has))
                    foreach (var minute in minutes)
                        foreach (var second in seconds)
                            runs.UnionWith(Instants(cron, zone, day.AddHours(hour).AddMinutes(minute).AddSeconds(second)));
        return [.. runs.Where(run => run > after && run <= after.AddDays(days))];
    }

    private static DateTime[] Instants(CronSample cron, TimeZoneInfo zone, DateTime wall)
    {
        if (zone.IsInvalidTime(wall))
        {
            if (cron.EveryHour)
                return [];
            var there = new DateTime(wall.Year, wall.Month, wall.Day, wall.Hour, wall.Minute, 0);
            while (zone.IsInvalidTime(there))
                there = there.AddMinutes(1);
            return [there - zone.GetUtcOffset(there)];
        }
        if (!zone.IsAmbiguousTime(wall))
            return [wall - zone.GetUtcOffset(wall)];
        var both = zone.GetAmbiguousTimeOffsets(wall).Select(offset => wall - offset).Order().ToArray();
        return cron.Rhythm ? both : both[..1];
    }
}
