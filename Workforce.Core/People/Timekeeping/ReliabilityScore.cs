namespace Workforce.Core.People.Timekeeping;

/// <summary>What a window of attendance adds up to.</summary>
public readonly record struct AttendanceTally(int OnTime, int Late, int NoCallNoShows)
{
    public int Shifts => OnTime + Late + NoCallNoShows;
}

/// <summary>
/// score = 100 × (on time + late credit × late) ÷ (on time + late + no-call-no-shows), over the shifts that started in the
/// last <see cref="AttendanceRules.WindowDays"/> × 24 hours. Excused shifts and those still open do not count.
/// </summary>
public static class ReliabilityScore
{
    /// <summary>Null where there are too few shifts. With the two decimals that are kept, cut and not rounded: 79.999 stays below 80.</summary>
    public static decimal? Of(AttendanceTally tally, AttendanceRules rules) =>
        tally.Shifts == 0 || tally.Shifts < rules.LeastShifts
            ? null
            : decimal.Floor(10_000 * (tally.OnTime + rules.LateCredit * tally.Late) / tally.Shifts) / 100;

    /// <summary>A shift that started at this very instant is out.</summary>
    public static DateTimeOffset WindowFrom(DateTimeOffset now, AttendanceRules rules) => now.AddDays(-rules.WindowDays);
}
