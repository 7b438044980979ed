using System.Numerics;

namespace Workforce.Jobs.Schedules.Cron;

/// <summary>The times on a wall clock that an expression names; of zones it knows nothing.</summary>
internal sealed record CronTimes
{
    private readonly ulong seconds;
    private readonly ulong minutes;
    private readonly ulong hours;
    private readonly ulong months;
    private readonly CronFieldValues daysOfMonth;
    private readonly CronFieldValues daysOfWeek;

    private CronTimes(ulong seconds, CronFieldValues minute, CronFieldValues hour, CronFieldValues dayOfMonth, CronFieldValues month, CronFieldValues dayOfWeek) =>
        (this.seconds, minutes, hours, months, daysOfMonth, daysOfWeek) = (seconds, minute.Bits, hour.Bits, month.Bits, dayOfMonth, dayOfWeek);

    /// <summary>A field of the time of day has a <c>*</c>, a range or a step: it runs at a rhythm, not at single times.</summary>
    public bool Rhythm { get; private init; }

    /// <summary>It runs in each of the 24 hours.</summary>
    public bool EveryHour => BitOperations.PopCount(hours) == 24;

    public static CronTimes Of(CronFieldValues? second, CronFieldValues minute, CronFieldValues hour, CronFieldValues dayOfMonth, CronFieldValues month, CronFieldValues dayOfWeek) =>
        new(second?.Bits ?? 1, minute, hour, dayOfMonth, month, dayOfWeek) { Rhythm = (second?.Rhythm ?? false) || minute.Rhythm || hour.Rhythm };

    /// <summary>The first of them that is not before a time; null: none in the next 400 years.</summary>
    public DateTime? AtOrAfter(DateTime wall)
    {
        var floor = wall.AddTicks(-(wall.Ticks % TimeSpan.TicksPerSecond));
        if (floor != wall)
            wall = floor.AddSeconds(1);
        var lastYear = Math.Min(wall.Year + 400, DateTime.MaxValue.Year - 1);
        for (var day = wall.Date; day.Year <= lastYear;)
        {
            if ((months >> day.Month & 1) == 0)
            {
                day = new DateTime(day.Year, day.Month, 1).AddMonths(1);
                continue;
            }
            if (IsDay(day) && FirstTime(day == wall.Date ? wall.TimeOfDay : TimeSpan.Zero) is { } time)
                return day + time;
            day = day.AddDays(1);
        }
        return null;
    }

    // crontab(5): when both day fields are restricted, that is when neither begins with *, either may match; otherwise both must.
    private bool IsDay(DateTime date)
    {
        var ofMonth = (daysOfMonth.Bits >> date.Day & 1) != 0 || daysOfMonth.MovingDays.Any(day => day.Is(date));
        var ofWeek = (daysOfWeek.Bits >> (int)date.DayOfWeek & 1) != 0 || daysOfWeek.NthWeekdays.Any(day => day.Is(date));
        return daysOfMonth.Open || daysOfWeek.Open ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private TimeSpan? FirstTime(TimeSpan from)
    {
        var (hour, minute, second) = (from.Hours, from.Minutes, from.Seconds);
        for (var h = Next(hours, hour); h >= 0; h = Next(hours, h + 1))
            for (var m = Next(minutes, h == hour ? minute : 0); m >= 0; m = Next(minutes, m + 1))
                if (Next(seconds, h == hour && m == minute ? second : 0) is var s and >= 0)
                    return new TimeSpan(h, m, s);
        return null;
    }

    private static int Next(ulong bits, int from) => bits >> from is var rest and not 0 ? from + BitOperations.TrailingZeroCount(rest) : -1;
}
