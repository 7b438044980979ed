namespace Workforce.Core.People.Timekeeping;

/// <summary>What the score was at the end of each day, by what is known today.</summary>
public static class ReliabilityHistory
{
    /// <param name="shifts">Of one employee, from a window before the first day on.</param>
    public static IReadOnlyList<(DateOnly Day, decimal? Score)> Of(IReadOnlyCollection<(DateTimeOffset StartsAt, AttendanceStatus Status)> shifts, DateOnly from, DateOnly to, TimeZoneInfo zone, DateTimeOffset now, AttendanceRules rules)
    {
        var days = new List<(DateOnly, decimal?)>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var end = ClinicDays.Start(zone, day.AddDays(1));
            end = end < now ? end : now;
            var since = ReliabilityScore.WindowFrom(end, rules);
            var counted = shifts.Where(shift => shift.StartsAt > since && shift.StartsAt <= end).CountBy(shift => shift.Status).ToDictionary();
            var tally = new AttendanceTally(counted.GetValueOrDefault(AttendanceStatus.OnTime), counted.GetValueOrDefault(AttendanceStatus.Late), counted.GetValueOrDefault(AttendanceStatus.NoCallNoShow));
            days.Add((day, ReliabilityScore.Of(tally, rules)));
        }

        return days;
    }
}
