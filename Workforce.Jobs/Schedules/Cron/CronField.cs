namespace Workforce.Jobs.Schedules.Cron;

/// <summary>What may stand in one place of an expression.</summary>
/// <param name="Name">As errors call it.</param>
/// <param name="Min">Lowest value.</param>
/// <param name="Max">Highest value that may be written.</param>
/// <param name="Last">Highest value there is: a week ends at 6, its 7 is written for 0.</param>
/// <param name="Names">Three letters each, from <see cref="Min"/> on.</param>
internal sealed record CronField(string Name, int Min, int Max, int Last, params string[] Names)
{
    public static readonly CronField Second = new("second", 0, 59, 59);
    public static readonly CronField Minute = new("minute", 0, 59, 59);
    public static readonly CronField Hour = new("hour", 0, 23, 23);
    public static readonly CronField DayOfMonth = new("day of month", 1, 31, 31);
    public static readonly CronField Month = new("month", 1, 12, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    public static readonly CronField DayOfWeek = new("day of week", 0, 7, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /// <summary>In the order in which they are written; the first may be left out.</summary>
    public static readonly IReadOnlyList<CronField> All = [Second, Minute, Hour, DayOfMonth, Month, DayOfWeek];

    /// <summary>How many values there are.</summary>
    public int Count => Last - Min + 1;

    public bool IsDay => this == DayOfMonth || this == DayOfWeek;

    /// <summary>The day a value stands for: 7 is Sunday again.</summary>
    public int Folded(int value) => value > Last ? Min : value;
}
