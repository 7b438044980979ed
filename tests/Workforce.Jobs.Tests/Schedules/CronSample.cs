using FsCheck;
using FsCheck.Fluent;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>An expression together with what it means, made side by side, so that the meaning owes nothing to the reader of expressions.</summary>
internal sealed record CronSample(string Text, Part Second, Part Minute, Part Hour, Part Day, Part Month, Part Weekday)
{
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static readonly Gen<CronSample> Any =
        from withSeconds in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from second in Times(59)
        from minute in Times(59)
        from hour in Gen.Frequency((2, Times(23)), (3, Gen.Choose(0, 4).Select(h => new Part($"{h}", d => d == h, false, false))))
        from day in AnyDay
        from month in Gen.Frequency((4, Star(1, 12)), (1, Range(1, 12)))
        from weekday in AnyWeekday
        let text = $"{(withSeconds ? $"{second.Text} " : "")}{minute.Text} {hour.Text} {day.Text} {month.Text} {weekday.Text}"
        select new CronSample(text, withSeconds ? second : new("0", s => s == 0, false, false), minute, hour, day, month, weekday);

    public bool Rhythm => Second.Rhythm || Minute.Rhythm || Hour.Rhythm;

    public bool EveryHour => Enumerable.Range(0, 24).All(Hour.Has);

    public bool IsDay(DateTime date) => Month.Has(date.Month)
        && (Day.Open || Weekday.Open ? Day.On(date) && Weekday.On(date) : Day.On(date) || Weekday.On(date));

    /// <summary>Some day of the 400 years after which the calendar repeats itself is one of its days.</summary>
    public bool EverRuns() => Enumerable.Range(0, 146_097).Any(n => IsDay(new DateTime(2000, 1, 1).AddDays(n)));

    private static Gen<Part> Star(int min, int max) =>
        from step in Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(2, (max - min) / 2)))
        select new Part(step == 1 ? "*" : $"*/{step}", v => (v - min) % step == 0, true, true);

    private static Gen<Part> Range(int min, int max) =>
        from low in Gen.Choose(min, max)
        from high in Gen.Choose(min, max)
        select new Part($"{low}-{high}", v => low <= high ? low <= v && v <= high : v >= low || v <= high, false, true);

    private static Gen<Part> List(int min, int max) =>
        from values in Gen.Choose(min, max).ArrayOf().Where(v => v.Length is > 0 and < 5)
        select new Part(string.Join(',', values), v => values.Contains(v), false, false);

    private static Gen<Part> Times(int max) => Gen.Frequency((2, Star(0, max)), (1, Range(0, max)), (3, List(0, max)));

    private static Gen<Part> AnyDay => Gen.Frequency(
        (8, Star(1, 31)),
        (2, List(1, 28)),
        (1, Range(1, 31)),
        (1, from n in Gen.Choose(0, 6) select new Part($"L-{n}", _ => false, false, false) { Date = d => d.AddDays(n + 1).Day == 1 }),
        (1, from n in Gen.Choose(2, 27)
            select new Part($"{n}W", _ => false, false, false)
            {
                // The nth itself on a weekday; else the Friday before or the Monday after it.
                Date = d => IsWeekday(d) && (d.Day == n || (d.DayOfWeek == DayOfWeek.Friday && d.Day == n - 1) || (d.DayOfWeek == DayOfWeek.Monday && d.Day == n + 1)),
            }));

    private static Gen<Part> AnyWeekday => Gen.Frequency(
        (8, Gen.Constant(new Part("*", _ => true, true, true) { Date = _ => true })),
        (2, from day in Gen.Choose(0, 7) select new Part($"{day}", _ => false, false, false) { Date = d => (int)d.DayOfWeek == day % 7 }),
        (1, from low in Gen.Choose(0, 6)
            from length in Gen.Choose(0, 6)
            select new Part($"{Weekdays[low]}-{Weekdays[(low + length) % 7]}", _ => false, false, true) { Date = d => ((int)d.DayOfWeek - low + 7) % 7 <= length }),
        (1, from day in Gen.Choose(0, 6)
            from nth in Gen.Choose(1, 5)
            select new Part($"{day}#{nth}", _ => false, false, false) { Date = d => (int)d.DayOfWeek == day && d.AddDays(-7 * (nth - 1)).Month == d.Month && d.AddDays(-7 * nth).Month != d.Month }),
        (1, from day in Gen.Choose(0, 6) select new Part($"{day}L", _ => false, false, false) { Date = d => (int)d.DayOfWeek == day && d.AddDays(7).Month != d.Month }));

    private static bool IsWeekday(DateTime date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

/// <summary>One field: how it is written and which values it has.</summary>
internal sealed record Part(string Text, Func<int, bool> Has, bool Open, bool Rhythm)
{
    public Func<DateTime, bool>? Date { get; init; }

    public bool On(DateTime date) => Date?.Invoke(date) ?? Has(date.Day);
}
