namespace Workforce.Core.People.Timekeeping;

/// <param name="EnteredAt">When the shift came to be known here.</param>
public sealed record PlannedShift(Guid Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset EnteredAt = default);

public readonly record struct PunchAt(PunchKind Kind, DateTimeOffset At);

/// <summary>What came of one shift, as the punches say.</summary>
/// <param name="LatenessMinutes">Begun minutes after the start, 0 for early ones; null where no clock-in says.</param>
public sealed record ShiftAttendance(Guid ShiftId, DateTimeOffset StartsAt, AttendanceStatus Status, int? LatenessMinutes, DateTimeOffset? ClockedInAt, DateTimeOffset? ClockedOutAt, IReadOnlyList<string> Flags);

/// <summary>Which shift a punch belongs to, and what that makes of the shift. Instants only, so a shift over midnight or over a change of the clocks is like any other.</summary>
public static class PunchMatching
{
    /// <summary>All shifts and punches of one employee. Punches that belong to no shift are left over: somebody stepped in, or tried the clock.</summary>
    public static IReadOnlyList<ShiftAttendance> Match(IReadOnlyList<PlannedShift> shifts, IReadOnlyList<PunchAt> punches, AttendanceRules rules, DateTimeOffset now)
    {
        var of = Assign(shifts, punches, rules).Where(one => one.Shift is not null).ToLookup(one => one.Shift!.Value, one => one.Punch);
        return [.. shifts.OrderBy(shift => shift.StartsAt).Select(shift => Judge(shift, [.. of[shift.Id]], rules, now))];
    }

    /// <summary>Every punch of one employee, in order, with the shift it belongs to; null: to none.</summary>
    public static IEnumerable<(PunchAt Punch, Guid? Shift)> Assign(IReadOnlyList<PlannedShift> shifts, IReadOnlyList<PunchAt> punches, AttendanceRules rules)
    {
        var ordered = shifts.OrderBy(shift => shift.StartsAt).ToArray();
        var first = 0;
        foreach (var punch in punches.OrderBy(punch => punch.At))
        {
            // Shifts whose time is over for this punch are so for all later ones.
            while (first < ordered.Length && ordered[first].EndsAt.AddMinutes(rules.AfterMinutes) < punch.At)
            {
                first++;
            }

            yield return (punch, ShiftOf(ordered, first, punch, rules) is { } at ? ordered[at].Id : null);
        }
    }

    /// <summary>
    /// A clock-in belongs to the shift whose start is nearest among those it can begin (from some time before the start until
    /// the end); a clock-out to the one whose end is nearest among those it can end (from the start until some time after the
    /// end). Of equals, the earlier shift.
    /// </summary>
    private static int? ShiftOf(PlannedShift[] shifts, int from, PunchAt punch, AttendanceRules rules)
    {
        int? best = null;
        var nearest = TimeSpan.MaxValue;
        for (var at = from; at < shifts.Length && shifts[at].StartsAt.AddMinutes(-rules.EarlyMinutes) <= punch.At; at++)
        {
            var shift = shifts[at];
            var fits = punch.Kind is PunchKind.In ? punch.At < shift.EndsAt : punch.At > shift.StartsAt && punch.At <= shift.EndsAt.AddMinutes(rules.AfterMinutes);
            var distance = (punch.At - (punch.Kind is PunchKind.In ? shift.StartsAt : shift.EndsAt)).Duration();
            if (fits && distance < nearest)
            {
                (best, nearest) = (at, distance);
            }
        }

        return best;
    }

    private static ShiftAttendance Judge(PlannedShift shift, List<PunchAt> punches, AttendanceRules rules, DateTimeOffset now)
    {
        DateTimeOffset? clockedIn = punches.Find(punch => punch.Kind is PunchKind.In) is { At.Ticks: > 0 } first ? first.At : null;
        DateTimeOffset? clockedOut = punches.FindLast(punch => punch.Kind is PunchKind.Out) is { At.Ticks: > 0 } last ? last.At : null;
        // Out for a break and in again: the last word is that they are in.
        if (punches.Count > 0 && punches[^1].Kind is PunchKind.In)
        {
            clockedOut = null;
        }

        if (clockedIn is null && clockedOut is null)
        {
            // A shift that was entered after it was over is one of a file of the past: the punches of it may be in the next file.
            var known = shift.EnteredAt > shift.EndsAt ? shift.EnteredAt.AddHours(rules.LateEntryHours) : shift.EndsAt;
            var gone = now > known && now > shift.EndsAt.AddMinutes(rules.NoShowMinutes);
            return new(shift.Id, shift.StartsAt, gone ? AttendanceStatus.NoCallNoShow : AttendanceStatus.Open, null, null, null, []);
        }

        var behind = clockedIn - shift.StartsAt;
        var late = behind > TimeSpan.FromMinutes(rules.GraceMinutes);
        var lateness = behind is { } after ? (int)Math.Max(0, Math.Ceiling(after.TotalMinutes)) : (int?)null;
        return new(
            shift.Id, shift.StartsAt, late ? AttendanceStatus.Late : AttendanceStatus.OnTime, lateness, clockedIn, clockedOut,
            [.. FlagsOf(shift, clockedIn, clockedOut, rules, now)]);
    }

    private static IEnumerable<string> FlagsOf(PlannedShift shift, DateTimeOffset? clockedIn, DateTimeOffset? clockedOut, AttendanceRules rules, DateTimeOffset now)
    {
        if (clockedIn is null)
        {
            yield return AttendanceFlags.MissingIn;
        }

        if (clockedOut is null && now > shift.EndsAt.AddMinutes(rules.AfterMinutes))
        {
            yield return AttendanceFlags.MissingOut;
        }

        // Until the end, an out may be a break.
        if (clockedOut < shift.EndsAt.AddMinutes(-rules.LeaveMinutes) && now > shift.EndsAt)
        {
            yield return AttendanceFlags.LeftEarly;
        }
    }
}
