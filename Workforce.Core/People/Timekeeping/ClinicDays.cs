using Workforce.Core.People.Imports;

namespace Workforce.Core.People.Timekeeping;

/// <summary>Days on the calendar of a clinic as instants.</summary>
public static class ClinicDays
{
    /// <summary>When the day begins; where the clocks jump over midnight, when it would have.</summary>
    public static DateTimeOffset Start(TimeZoneInfo zone, DateOnly day) => ClinicTime.Resolve(zone, day, TimeSpan.Zero).At;

    public static DateOnly Of(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
