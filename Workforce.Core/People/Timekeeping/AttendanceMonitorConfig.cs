using System.ComponentModel.DataAnnotations;

namespace Workforce.Core.People.Timekeeping;

/// <summary>What the company sets of <see cref="AttendanceRules"/>: the settings of its Attendance Monitor.</summary>
/// <param name="GraceMinutes">Minutes after the start that are still on time.</param>
/// <param name="EarlyMinutes">Minutes before the start from which on a clock-in belongs to the shift.</param>
/// <param name="AfterMinutes">Minutes after the end until which a clock-out belongs to it.</param>
/// <param name="NoShowMinutes">Minutes after the end of a shift without a punch from which on it is a no-call-no-show.</param>
/// <param name="LateEntryHours">Hours that a shift which was entered after its end waits for its punches.</param>
/// <param name="LeaveMinutes">Minutes before the end from which on leaving is not early.</param>
/// <param name="WindowDays">Days the score looks back.</param>
/// <param name="LateCredit">What a late shift counts, where one on time counts 1.</param>
/// <param name="LeastShifts">Shifts in the window below which there is no score.</param>
/// <param name="SupervisorBelow">Score below which the supervisor is to know.</param>
/// <param name="HrBelow">Score below which HR and the manager are to know.</param>
/// <param name="NoCallNoShows">No-call-no-shows in the window from which on there is to be a review.</param>
public sealed record AttendanceMonitorConfig(
    [property: Range(0, 60)] int GraceMinutes = 5,
    [property: Range(0, 360)] int EarlyMinutes = 120,
    [property: Range(0, 720)] int AfterMinutes = 240,
    [property: Range(0, 1440)] int NoShowMinutes = 30,
    [property: Range(0, 720)] int LateEntryHours = 24,
    [property: Range(0, 120)] int LeaveMinutes = 15,
    [property: Range(7, 366)] int WindowDays = 90,
    [property: Range(0.0, 1.0)] double LateCredit = 0.5,
    [property: Range(1, 100)] int LeastShifts = 5,
    [property: Range(0.0, 100.0)] double SupervisorBelow = 80,
    [property: Range(0.0, 100.0)] double HrBelow = 60,
    [property: Range(1, 100)] int NoCallNoShows = 3)
{
    public AttendanceRules Rules => new()
    {
        GraceMinutes = GraceMinutes, EarlyMinutes = EarlyMinutes, AfterMinutes = AfterMinutes, NoShowMinutes = NoShowMinutes, LateEntryHours = LateEntryHours, LeaveMinutes = LeaveMinutes, WindowDays = WindowDays,
        LateCredit = (decimal)LateCredit, LeastShifts = LeastShifts, SupervisorBelow = (decimal)SupervisorBelow, HrBelow = (decimal)HrBelow, NoCallNoShows = NoCallNoShows,
    };
}
