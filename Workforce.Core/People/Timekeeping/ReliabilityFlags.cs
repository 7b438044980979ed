namespace Workforce.Core.People.Timekeeping;

/// <summary>
/// What somebody is told of an employee, once: a flag is raised when its limit is crossed, stays while it is, and only
/// after the employee has recovered can it be raised again. The words are in the database.
/// </summary>
public static class ReliabilityFlags
{
    public const string BelowSupervisor = "below_supervisor";
    public const string BelowHr = "below_hr";
    public const string NoCallNoShows = "no_call_no_shows";

    /// <param name="raised">The flags of before.</param>
    /// <param name="score">Null says nothing: neither a fall nor a recovery.</param>
    public static FlagDecision Decide(IReadOnlyCollection<string> raised, decimal? score, int noCallNoShows, AttendanceRules rules)
    {
        var now = new List<string>();
        if (Holds(BelowSupervisor, score is null ? null : score < rules.SupervisorBelow)) now.Add(BelowSupervisor);
        if (Holds(BelowHr, score is null ? null : score < rules.HrBelow)) now.Add(BelowHr);
        if (Holds(NoCallNoShows, noCallNoShows >= rules.NoCallNoShows)) now.Add(NoCallNoShows);
        var fresh = now.Except(raised).ToList();
        // Who falls through both limits at once is one matter, and the graver one says it.
        if (fresh.Contains(BelowHr)) fresh.Remove(BelowSupervisor);
        return new([.. now], [.. now.Intersect(raised)], [.. fresh]);

        bool Holds(string flag, bool? crossed) => crossed ?? raised.Contains(flag);
    }
}

/// <param name="Raised">To remember, once those are told who are to be told.</param>
/// <param name="Kept">Of those, the ones of before: to remember until then.</param>
/// <param name="ToTell">Crossed just now.</param>
public sealed record FlagDecision(string[] Raised, string[] Kept, string[] ToTell);
