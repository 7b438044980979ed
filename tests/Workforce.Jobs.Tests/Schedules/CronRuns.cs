using System.Globalization;
using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>When expressions run, as people read clocks.</summary>
internal static class CronRuns
{
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    /// <summary>The next runs as local times with their offsets.</summary>
    public static string[] Of(string cron, string zone, string after, int count) =>
        [.. CronExpression.Parse(cron).Next(At(after), Zone(zone), count).Select(at => Local(at, Zone(zone)))];

    /// <summary>The next runs on a clock that never changes.</summary>
    public static string[] InUtc(string cron, string after, int count) =>
        [.. CronExpression.Parse(cron).Next(At(after), TimeZoneInfo.Utc, count).Select(at => at.ToString("ddd yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))];

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
