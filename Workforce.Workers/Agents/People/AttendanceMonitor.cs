using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.People;
using Workforce.Core.People.Proposals;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.People;

/// <summary>Measures every punch against its shift, scores the last ninety days, and says once where somebody should know. No model: rules.</summary>
internal sealed class AttendanceMonitor(WorkforceDbContext db, Announcer announcer) : IAgent
{
    /// <summary>By the clock and by hand it measures this far back, so that files of the past are measured, too.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(400);

    private static readonly AttendanceFlag Flag = (AttendanceFlag)ProposalTypes.Of("attendance_flag");
    private static readonly DisciplinaryReview Review = (DisciplinaryReview)ProposalTypes.Of("disciplinary_review");

    public static AgentCard Card { get; } = new(
        "attendance_monitor", "Attendance Monitor", "people", "ops_hr",
        "Compares clock-ins with shifts, keeps lateness and a reliability score over a rolling window, and proposes whom to tell when it falls or somebody stays away without a word.")
    {
        Cron = "5 * * * *",
        Events = ["people.punch", "people.shift"],
        Config = typeof(AttendanceMonitorConfig),
        DailyTokens = 0,
        DailyUsd = 0,
    };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        var rules = run.Config<AttendanceMonitorConfig>().Rules;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var since = run.Trigger is RunTrigger.Event ? ReliabilityScore.WindowFrom(run.Now, rules) : run.Now - Far;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var measured = await RecordAttendance.RunAsync(connection, run.TenantId, null, since, run.Now, rules, ct);
        var scored = await RecordReliability.RunAsync(connection, run.TenantId, null, run.Now, rules, ct);
        await transaction.CommitAsync(ct);
        if (measured > 0)
        {
            announcer.Announce(run.TenantId, PeopleSubject.Name);
        }


        var told = 0;
        foreach (var one in scored.Where(one => !one.Flags.Raised.Order().SequenceEqual(one.Flags.Kept.Order())))
        {
            told += await TellAsync(run, one, rules, ct);
            // After the proposals: where the run is lost in between, the next one finds them open and adds none.
            await db.Database.OpenConnectionAsync(ct);
            await RecordReliability.ToldAsync(connection, one, ct);
            await db.Database.CloseConnectionAsync();
        }

        var low = scored.Count(one => one.Score < rules.SupervisorBelow);
        return new(
            $"{measured} shifts measured anew, {scored.Count} employees scored, {low} below {rules.SupervisorBelow:0.##} %{(told == 0 ? "" : $", {told} proposals made")}.",
            new { Measured = measured, Scored = scored.Count, Low = low, Proposed = told });
    }

    private async Task<int> TellAsync(AgentRun run, ScoredEmployee one, AttendanceRules rules, CancellationToken ct)
    {
        var employee = await db.Employees.AsNoTracking().SingleAsync(row => row.Id == one.EmployeeId, ct);
        var evidence = await EvidenceAsync(one.EmployeeId, run.Now, rules, ct);
        var made = 0;
        foreach (var flag in one.Flags.ToTell)
        {
            var proposed = flag is ReliabilityFlags.NoCallNoShows
                ? await run.ProposeAsync(Review, ReviewOf(employee, one, rules), new($"{employee.Id}", $"Disciplinary review of {employee.Name}", ReviewOf(employee, one, rules).Reason) { Evidence = evidence }, ct)
                : await run.ProposeAsync(Flag, FlagOf(employee, one, flag, rules), new($"{employee.Id}:{flag}", TitleOf(employee, one, flag), FlagOf(employee, one, flag, rules).Reason) { Evidence = evidence }, ct);
            made += proposed is Proposed.Created ? 1 : 0;
        }

        return made;
    }

    private static string TitleOf(Employee employee, ScoredEmployee one, string flag) =>
        $"Tell {(flag is ReliabilityFlags.BelowHr ? "HR and the manager" : "the supervisor")}: {employee.Name} is at {one.Score:0.##} % reliability";

    private static AttendanceFlagDetail FlagOf(Employee employee, ScoredEmployee one, string flag, AttendanceRules rules)
    {
        var hr = flag is ReliabilityFlags.BelowHr;
        return new(
            employee.Id, hr ? AttendanceAudience.HrAndManager : AttendanceAudience.Supervisor, one.Score!.Value, one.Tally.Shifts, one.Tally.Late, one.Tally.NoCallNoShows,
            $"{employee.Name} was on time for {one.Tally.OnTime} of {one.Tally.Shifts} shifts in {rules.WindowDays} days, late for {one.Tally.Late} and absent without a word from {one.Tally.NoCallNoShows}: {one.Score:0.##} %, below {(hr ? rules.HrBelow : rules.SupervisorBelow):0.##} %.",
            hr ? one.Tally.NoCallNoShows > one.Tally.Late ? "Recommended: HR and the manager speak with the employee this week about the missed shifts, and agree how absences are called in."
                    : "Recommended: HR and the manager agree on an improvement plan of four weeks, and look at whether the start of the shifts can be kept at all."
               : "Recommended: the supervisor asks what gets in the way, before it becomes a matter for HR.");
    }

    private static DisciplinaryReviewDetail ReviewOf(Employee employee, ScoredEmployee one, AttendanceRules rules) => new(
        employee.Id, one.Tally.NoCallNoShows,
        $"{employee.Name} stayed away from {one.Tally.NoCallNoShows} shifts in {rules.WindowDays} days without a word.",
        "Hear the employee first: a shift that turns out to be excused leaves the count. Then decide as the company's policy says.");

    private async Task<IReadOnlyList<Evidence>> EvidenceAsync(Guid employee, DateTimeOffset now, AttendanceRules rules, CancellationToken ct)
    {
        var from = ReliabilityScore.WindowFrom(now, rules);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(await (from row in db.Employees join clinic in db.Clinics on row.ClinicId equals clinic.Id where row.Id == employee select clinic.TimeZone).SingleAsync(ct));
        var worst = await db.Attendances.AsNoTracking()
            .Where(row => row.EmployeeId == employee && row.StartsAt > from && row.StartsAt <= now && (row.Status == AttendanceStatus.NoCallNoShow || row.Status == AttendanceStatus.Late))
            .OrderByDescending(row => row.StartsAt).Take(10).ToListAsync(ct);
        return [.. worst.Select(row => new Evidence(
            $"{TimeZoneInfo.ConvertTime(row.StartsAt, zone):yyyy-MM-dd HH:mm}: {(row.Status is AttendanceStatus.Late ? $"{row.LatenessMinutes} minutes late" : "no call, no show")}", $"/people/employees/{employee}"))];
    }
}
