using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.Tests.People.Timekeeping;

/// <summary>Attendance and reliability as they are stored.</summary>
public sealed class RecordTests
{
    private static readonly AttendanceRules Rules = new();
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Shifts_are_measured_once_and_again_only_where_something_is_new()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var employee = await EmployeeAsync(people);
        await ShiftAsync(people, employee, "2026-05-30 08:00", "2026-05-30 16:00");
        await ShiftAsync(people, employee, "2026-05-31 08:00", "2026-05-31 16:00");
        await PunchAsync(people, employee, "in", "2026-05-30 08:20");
        await PunchAsync(people, employee, "out", "2026-05-30 16:00");

        Assert.Equal(2, await MeasureAsync(people));
        Assert.Equal(0, await MeasureAsync(people));
        Assert.Equal(["late 20 []", "no_call_no_show - []"], await StoredAsync(people));

        // A clock that was off line sends what it kept.
        await PunchAsync(people, employee, "in", "2026-05-31 08:00");
        Assert.Equal(1, await MeasureAsync(people));
        Assert.Equal(["late 20 []", "on_time 0 [missing_out]"], await StoredAsync(people));
    }

    [Fact]
    public async Task What_a_person_excused_stays_excused()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var employee = await EmployeeAsync(people);
        await ShiftAsync(people, employee, "2026-05-30 08:00", "2026-05-30 16:00");
        await MeasureAsync(people);
        await people.ExecuteAsync("update people.attendance set status = 'excused', excused_reason = 'ill, called at 7'");

        Assert.Equal(0, await MeasureAsync(people));
        await PunchAsync(people, employee, "in", "2026-05-30 12:00");
        Assert.Equal(1, await MeasureAsync(people));

        Assert.Equal(["excused 240 [missing_out]"], await StoredAsync(people));
    }

    [Fact]
    public async Task A_cancelled_shift_and_one_that_is_far_ahead_are_not_measured()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var employee = await EmployeeAsync(people);
        await ShiftAsync(people, employee, "2026-05-30 08:00", "2026-05-30 16:00");
        await people.ExecuteAsync("update people.shift set status = 'cancelled'");
        await ShiftAsync(people, employee, "2026-06-01 02:00", "2026-06-01 10:00");
        await ShiftAsync(people, employee, "2026-06-01 02:01", "2026-06-01 10:00");

        Assert.Equal(1, await MeasureAsync(people));
        Assert.Equal(["open - []"], await StoredAsync(people));
    }

    [Fact]
    public async Task The_score_is_of_the_last_ninety_days_to_the_second()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var employee = await EmployeeAsync(people);
        var edge = Now.AddDays(-90);
        // Exactly at the edge is out; a second later is in.
        foreach (var (at, status) in new[] { (edge, "no_call_no_show"), (edge.AddSeconds(1), "no_call_no_show"), (Now.AddDays(-3), "late"), (Now.AddDays(-2), "on_time"), (Now.AddDays(-1.5), "on_time"), (Now, "on_time"), (Now.AddSeconds(1), "no_call_no_show"), (Now.AddDays(-1), "excused"), (Now.AddHours(-1), "open") })
        {
            await AttendanceAsync(people, employee, at, status);
        }

        var scored = Assert.Single(await RecordReliability.RunAsync(people.Connection, people.Tenant, null, Now, Rules, default));

        Assert.Equal((70m, new AttendanceTally(3, 1, 1)), (scored.Score, scored.Tally));
        Assert.Equal(["70.00 5 3 1 1 []"], await people.RowsAsync("select score, shifts, on_time, late, no_call_no_shows, flags from people.reliability"));
    }

    [Fact]
    public async Task A_flag_is_told_once_and_again_after_a_recovery_and_nobody_who_has_left_is_scored()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var (employee, gone) = (await EmployeeAsync(people), await EmployeeAsync(people, "2"));
        await people.ExecuteAsync("update people.employee set status = 'left', left_on = '2026-01-01' where id = $1", gone);
        for (var day = 1; day <= 3; day++)
        {
            await AttendanceAsync(people, employee, Now.AddDays(-day), "no_call_no_show");
            await AttendanceAsync(people, employee, Now.AddDays(-day - 10), "on_time");
        }

        // Nobody was told, so the next look says it again.
        Assert.Equal(["below_hr", "no_call_no_shows"], Assert.Single(await RecordReliability.RunAsync(people.Connection, people.Tenant, null, Now, Rules, default)).Flags.ToTell);
        Assert.Equal(["below_hr", "no_call_no_shows"], (await ScoreAsync(people)).Flags.ToTell);
        Assert.Empty((await ScoreAsync(people)).Flags.ToTell);
        await people.ExecuteAsync("update people.attendance set status = 'excused', excused_reason = 'ill' where status = 'no_call_no_show' and starts_at > $1", Now.AddDays(-1.5));
        Assert.Empty((await ScoreAsync(people)).Flags.ToTell);
        await people.ExecuteAsync("update people.attendance set status = 'no_call_no_show', excused_reason = null where status = 'excused'");
        Assert.Equal(["below_hr", "no_call_no_shows"], (await ScoreAsync(people)).Flags.ToTell);
    }

    private static async Task<ScoredEmployee> ScoreAsync(PeopleDatabase people)
    {
        var scored = Assert.Single(await RecordReliability.RunAsync(people.Connection, people.Tenant, null, Now, Rules, default));
        await RecordReliability.ToldAsync(people.Connection, scored, default);
        return scored;
    }

    private static Task<int> MeasureAsync(PeopleDatabase people) => RecordAttendance.RunAsync(people.Connection, people.Tenant, null, Now.AddDays(-90), Now, Rules, default);

    private static Task<List<string>> StoredAsync(PeopleDatabase people) => people.RowsAsync("select status, lateness_minutes, agent_flags from people.attendance order by starts_at");

    private static async Task<Guid> EmployeeAsync(PeopleDatabase people, string number = "1")
    {
        var clinic = await people.ClinicAsync("Clinic " + number);
        return await people.EmployeeAsync(number, await people.PositionAsync("Vet " + number), clinic);
    }

    private static Task ShiftAsync(PeopleDatabase people, Guid employee, string from, string to) => people.ExecuteAsync(
        "insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at, created_at) select $1, tenant_id, clinic_id, id, $2, $3, $2 from people.employee where id = $4",
        Guid.CreateVersion7(), At(from), At(to), employee);

    private static Task PunchAsync(PeopleDatabase people, Guid employee, string kind, string at) =>
        people.ExecuteAsync("insert into people.punch (id, tenant_id, employee_id, kind, at, source) values ($1, $2, $3, $4, $5, 'clock')", Guid.CreateVersion7(), people.Tenant, employee, kind, At(at));

    private static Task AttendanceAsync(PeopleDatabase people, Guid employee, DateTimeOffset at, string status) => people.ExecuteAsync(
        """
        with s as (
            insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at)
            select gen_random_uuid(), tenant_id, clinic_id, id, $2, $2 + interval '8 hours' from people.employee where id = $1 returning *
        )
        insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status, lateness_minutes, excused_reason)
        select id, tenant_id, employee_id, starts_at, $3, case when $3 = 'late' then 9 end, case when $3 = 'excused' then 'ill' end from s
        """,
        employee, at, status);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z");
}
