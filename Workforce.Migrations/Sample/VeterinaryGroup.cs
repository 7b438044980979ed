namespace Workforce.Migrations.Sample;

/// <summary>An invented veterinary group, the same for the same last day: three clinics, sixty employees, a year of shifts and punches, skills.</summary>
/// <param name="Shifts">With what came of each: begun punches, or none.</param>
internal sealed record VeterinaryGroup(IReadOnlyList<SampleEmployee> Employees, IReadOnlyList<SampleShift> Shifts)
{
    public static readonly (string Name, string Location, string TimeZone)[] Clinics =
    [
        ("Harbour Animal Hospital", "14 Wharf Street, Portland, Maine", "America/New_York"),
        ("Riverside Veterinary Clinic", "208 Mill Road, Burlington, Vermont", "America/New_York"),
        ("Cedar Hill Pet Care", "51 Cedar Avenue, Rochester, Minnesota", "America/Chicago"),
    ];

    private const int Seed = 20_260_731;
    private const int DaysBack = 365;
    private const int DaysAhead = 14;

    /// <param name="lastDay">The last day with punches: everything is so many days before it, or after.</param>
    public static VeterinaryGroup Of(DateOnly lastDay)
    {
        var employees = SampleStaff.Hire(new Random(Seed), lastDay);
        return new(employees, [.. employees.SelectMany(employee => ShiftsOf(employee, lastDay))]);
    }

    private static IEnumerable<SampleShift> ShiftsOf(SampleEmployee employee, DateOnly lastDay)
    {
        // A generator for each employee: one habit more or less changes nobody else's year.
        var chance = new Random(Seed + employee.Place);
        var day = lastDay.AddDays(-DaysBack);
        for (var n = 0; n <= DaysBack + DaysAhead; n++, day = day.AddDays(1))
        {
            var (works, roll, minutes) = (Works(employee, day), chance.NextDouble(), chance.NextDouble());
            if (!works || day < employee.HiredOn || day > employee.LeftOn)
            {
                continue;
            }

            var (start, hours) = employee.Night ? (new TimeOnly(20, 0), 12) : (new TimeOnly(7 + employee.Place % 3, employee.Place % 2 * 30), 9);
            var end = start.AddMinutes(hours * 60);
            yield return day > lastDay ? new(employee, day, start, end, null, null) : Attended(employee, day, start, end, n, roll, minutes);
        }
    }

    /// <summary>Four or five days of the week, three nights for those who work nights, turning with the weeks.</summary>
    private static bool Works(SampleEmployee employee, DateOnly day)
    {
        var week = day.DayNumber / 7;
        var turned = (day.DayNumber + employee.Place + week * (employee.Place % 2)) % 7;
        return employee.Night ? turned is 0 or 2 or 4 : turned < 5 - (employee.Place % 4 == 0 ? 1 : 0);
    }

    private static SampleShift Attended(SampleEmployee employee, DateOnly day, TimeOnly start, TimeOnly end, int n, double roll, double minutes)
    {
        var daysAgo = DaysBack - n;
        var habit = employee.Habit;
        // Today is still open for all, and yesterday is over for all.
        if (daysAgo > 0 && habit.Missed(daysAgo, roll))
        {
            return new(employee, day, start, end, null, null);
        }

        var late = habit.Late(daysAgo, roll);
        var arrived = start.AddMinutes(late ? 8 + Math.Floor(minutes * 40) : Math.Floor(minutes * 15) - 11);
        // One in two hundred forgets the clock on the way out.
        return new(employee, day, start, end, arrived, roll is > 0.5 and < 0.505 ? null : end.AddMinutes(Math.Floor(minutes * 22) - 4));
    }
}

/// <param name="Place">In the list, from 0.</param>
/// <param name="Skills">Levels by name of the skill.</param>
internal sealed record SampleEmployee(
    int Place, string Number, string Name, string Email, string Position, int Clinic, string? Manager, DateOnly HiredOn, DateOnly? LeftOn, bool Night, SampleHabit Habit, IReadOnlyDictionary<string, int> Skills);

/// <summary>Times are on the wall of the clinic; an end before the start is on the next day.</summary>
internal sealed record SampleShift(SampleEmployee Employee, DateOnly Day, TimeOnly Start, TimeOnly End, TimeOnly? ClockedIn, TimeOnly? ClockedOut);

/// <summary>How somebody comes: the share of shifts that are late and that are missed without a word, in the last ninety days and before.</summary>
/// <param name="MissedDays">So many days ago, whatever the dice say.</param>
internal sealed record SampleHabit(double LateShare, double MissedShare, double LateBefore = 0.04, params int[] MissedDays)
{
    public bool Missed(int daysAgo, double roll) => MissedDays.Any(day => daysAgo == day) || (daysAgo < 90 && roll < MissedShare);

    public bool Late(int daysAgo, double roll) => roll > 1 - (daysAgo < 90 ? LateShare : LateBefore);
}
