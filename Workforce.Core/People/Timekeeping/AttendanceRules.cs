namespace Workforce.Core.People.Timekeeping;

/// <summary>What attendance is measured by. The company sets them; the defaults are usual practice, no law.</summary>
public sealed record AttendanceRules
{
    /// <summary>Minutes after the start that are still on time, the last one included.</summary>
    public int GraceMinutes { get; init; } = 5;

    /// <summary>Minutes before the start from which on a clock-in belongs to the shift.</summary>
    public int EarlyMinutes { get; init; } = 120;

    /// <summary>Minutes after the end until which a clock-out belongs to the shift; after them a missing one is missing.</summary>
    public int AfterMinutes { get; init; } = 240;

    /// <summary>Minutes after the end of a shift without a punch from which on it is a no-call-no-show.</summary>
    public int NoShowMinutes { get; init; } = 30;

    /// <summary>Hours that a shift which was entered after its end waits for its punches before it is a no-call-no-show.</summary>
    public int LateEntryHours { get; init; } = 24;

    /// <summary>Minutes before the end from which on leaving is not early.</summary>
    public int LeaveMinutes { get; init; } = 15;

    /// <summary>Days behind that the score looks at.</summary>
    public int WindowDays { get; init; } = 90;

    /// <summary>What a late shift counts, where one on time counts 1 and a no-call-no-show 0.</summary>
    public decimal LateCredit { get; init; } = 0.5m;

    /// <summary>Below this many shifts in the window there is no score: one late morning of two says nothing.</summary>
    public int LeastShifts { get; init; } = 5;

    /// <summary>Below this score the supervisor is to know.</summary>
    public decimal SupervisorBelow { get; init; } = 80;

    /// <summary>Below this score HR and the manager are to know.</summary>
    public decimal HrBelow { get; init; } = 60;

    /// <summary>From this many no-call-no-shows in the window on there is to be a review.</summary>
    public int NoCallNoShows { get; init; } = 3;
}
