namespace Workforce.Web.People;

/// <summary>A time on the wall of a clinic, as somebody types it, as an instant. As files are read: one that the clocks jump over has the offset of before, of one that comes twice it is the first.</summary>
internal static class WallTime
{
    public static DateTimeOffset Instant(DateOnly day, TimeOnly time, string zone)
    {
        var found = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
        var wall = day.ToDateTime(time);
        var offset = found.IsInvalidTime(wall) ? found.GetUtcOffset(wall.AddHours(-3)) : found.IsAmbiguousTime(wall) ? found.GetAmbiguousTimeOffsets(wall).Max() : found.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    public static DateTime Of(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc).DateTime;
}
