namespace Workforce.Core.Finance.Insights;

/// <summary>How a cadence walks through the calendar.</summary>
/// <param name="Months">Months from one due date to the next, 0 where it counts in days.</param>
/// <param name="Days">Days from one due date to the next (about, where it counts in months).</param>
/// <param name="Tolerance">Days by which a payment may miss its due date: weekends, holidays and slow clerks.</param>
/// <param name="MinCount">Payments needed before it counts as recurring.</param>
internal sealed record CadenceRhythm(Cadence Cadence, int Months, int Days, int Tolerance, int MinCount)
{
    public static IReadOnlyList<CadenceRhythm> All { get; } =
    [
        new(Cadence.Weekly, 0, 7, 2, 4),
        new(Cadence.Fortnightly, 0, 14, 4, 4),
        new(Cadence.Monthly, 1, 30, 9, 3),
        new(Cadence.FourWeekly, 0, 28, 4, 6),
        new(Cadence.TwoMonthly, 2, 61, 10, 3),
        new(Cadence.Quarterly, 3, 91, 12, 3),
        new(Cadence.FourMonthly, 4, 122, 16, 3),
        new(Cadence.HalfYearly, 6, 183, 18, 3),
        new(Cadence.Yearly, 12, 365, 20, 2),
    ];

    /// <summary>The due date <paramref name="steps"/> periods after the anchor; a day the month lacks is its last.</summary>
    public DateOnly Due(DateOnly anchor, int steps) => Months == 0
        ? anchor.AddDays(steps * Days)
        : anchor.AddMonths(steps * Months);

    /// <summary>The due date nearest to a day: steps from the anchor and days by which the day is later.</summary>
    public (int Steps, int Offset) Nearest(DateOnly anchor, DateOnly day)
    {
        var guess = Months == 0
            ? (int)Math.Floor((day.DayNumber - anchor.DayNumber) / (double)Days)
            : (int)Math.Floor(((day.Year - anchor.Year) * 12 + day.Month - anchor.Month) / (double)Months);
        var best = (Steps: 0, Offset: int.MaxValue);
        for (var steps = guess - 1; steps <= guess + 1; steps++)
        {
            var offset = day.DayNumber - Due(anchor, steps).DayNumber;
            if (Math.Abs(offset) < Math.Abs((long)best.Offset))
            {
                best = (steps, offset);
            }
        }

        return best;
    }

    /// <summary>Day of the month, or ISO weekday where it counts in days.</summary>
    public int DayOf(DateOnly date) => Months > 0 ? date.Day : ((int)date.DayOfWeek + 6) % 7 + 1;
}
