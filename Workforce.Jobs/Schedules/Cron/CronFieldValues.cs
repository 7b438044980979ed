namespace Workforce.Jobs.Schedules.Cron;

/// <summary>What one field of an expression says.</summary>
internal sealed record CronFieldValues
{
    /// <summary>Bit n: the value n.</summary>
    public ulong Bits { get; init; }

    /// <summary>Days of the month that are not the same number in every month.</summary>
    public IReadOnlyList<MovingDay> MovingDays { get; init; } = [];

    /// <summary>Weekdays of one week of the month alone.</summary>
    public IReadOnlyList<NthWeekday> NthWeekdays { get; init; } = [];

    /// <summary>It begins with <c>*</c> or <c>?</c>.</summary>
    public bool Open { get; init; }

    /// <summary>It has a <c>*</c>, a range or a step: times at a rhythm, not single ones.</summary>
    public bool Rhythm { get; init; }
}

/// <summary><c>L</c>, <c>L-2</c>, <c>LW</c> and <c>15W</c>.</summary>
/// <param name="Day">The day, or how many days before the last.</param>
/// <param name="FromEnd">Counted back from the last day.</param>
/// <param name="Weekday">Moved to the nearest of Monday to Friday in the same month.</param>
internal sealed record MovingDay(int Day, bool FromEnd, bool Weekday)
{
    public bool Is(DateTime date)
    {
        var last = DateTime.DaysInMonth(date.Year, date.Month);
        var day = FromEnd ? last - Day : Day;
        if (day < 1 || day > last)
            return false;
        return date.Day == (Weekday ? Nearest(new(date.Year, date.Month, day), last) : day);
    }

    private static int Nearest(DateTime date, int last) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.Day == 1 ? 3 : date.Day - 1,
        DayOfWeek.Sunday => date.Day == last ? last - 2 : date.Day + 1,
        _ => date.Day,
    };
}

/// <summary><c>FRI#3</c> and <c>FRIL</c>.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="Nth">1 to 5; 0: the last of the month.</param>
internal sealed record NthWeekday(DayOfWeek Day, int Nth)
{
    public bool Is(DateTime date) => date.DayOfWeek == Day
        && (Nth == 0 ? date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month) : (date.Day + 6) / 7 == Nth);
}
