namespace Workforce.Core.People.Imports;

/// <summary>
/// A time on the wall of a clinic as an instant. Where the clocks jump forward and skip it, it is read with the offset of before the
/// jump (02:30 becomes 03:30); where they are put back and it comes twice, it is the first one, unless that would not be after what came
/// before it.
/// </summary>
internal static class ClinicTime
{
    /// <returns>The instant in UTC, and what is to be said about it, if anything.</returns>
    public static (DateTimeOffset At, string? Note) Resolve(TimeZoneInfo zone, DateOnly date, TimeSpan ofDay, DateTimeOffset? after = null)
    {
        var wall = date.ToDateTime(TimeOnly.MinValue).Add(ofDay);
        if (zone.IsInvalidTime(wall))
        {
            // Three hours earlier the clocks had not jumped yet: no zone jumps by more.
            var read = new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddHours(-3)));
            return (read.ToUniversalTime(), $"{wall:HH:mm} does not exist on {date:yyyy-MM-dd} in {zone.Id}, where the clocks jump over it; read as {TimeZoneInfo.ConvertTime(read, zone):HH:mm}");
        }

        if (!zone.IsAmbiguousTime(wall))
        {
            return (new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime(), null);
        }

        var offsets = zone.GetAmbiguousTimeOffsets(wall);
        var (first, second) = (new DateTimeOffset(wall, offsets.Max()), new DateTimeOffset(wall, offsets.Min()));
        var late = after is { } before && first <= before && second > before;
        return ((late ? second : first).ToUniversalTime(), $"{wall:HH:mm} comes twice on {date:yyyy-MM-dd} in {zone.Id}, where the clocks are put back; read as the {(late ? "second" : "first")}");
    }
}
