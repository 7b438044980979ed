using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Identity;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;

namespace Workforce.Workers.Tests.Agents.People;

public sealed class AttendanceMonitorTests
{
    private static readonly string[] Active = ["attendance_monitor"];

    [Fact]
    public async Task A_punch_wakes_it_and_its_shift_is_measured()
    {
        await using var host = await PeopleHost.StartAsync(Active);
        var vera = await host.EmployAsync("1", "Vera Lindqvist");

        await host.ShiftAsync(vera, daysAgo: 1, lateMinutes: 12);
        await host.IdleAsync();

        Assert.Equal(["late|12|"], await host.RowsAsync("select status, lateness_minutes, agent_flags from people.attendance"));
        Assert.Equal(["-|1|0|1|0|"], await host.RowsAsync("select score, shifts, on_time, late, no_call_no_shows, flags from people.reliability"));
        var waited = await host.ScalarAsync<double>("select extract(epoch from min(r.started_at) - min(p.created_at))::float8 from agents.run r, people.punch p where r.trigger_source = 'people.punch' or r.trigger_source = 'people.shift'");
        TestContext.Current.TestOutputHelper?.WriteLine($"It began {waited:0.000} s after the punch");
        Assert.Equal(0, await host.ScalarAsync<long>("select count(*) from proposals.proposal"));
    }

    [Fact]
    public async Task What_a_person_enters_corrects_and_removes_wakes_it_as_the_clock_does_and_is_told_to_open_pages()
    {
        await using var host = await PeopleHost.StartAsync(Active);
        var vera = await host.EmployAsync("1", "Vera Lindqvist");
        await host.ShiftAsync(vera, daysAgo: 1, lateMinutes: null);
        await host.IdleAsync();
        Assert.Equal(["no_call_no_show|-"], await MeasuredAsync());
        var start = await host.ScalarAsync<DateTime>("select starts_at from people.shift");
        var told = 0;
        using var watch = host.Services.GetRequiredService<Workforce.Jobs.Announcer>().Watch(host.Tenant, subject => Interlocked.Add(ref told, subject == "people" ? 1 : 0));

        var entered = Assert.IsType<PunchChange.Done>(await CorrectAsync(correct => correct.AddAsync(vera, PunchKind.In, new DateTimeOffset(start).AddMinutes(40), "Forgot the clock.", default))).Punch;
        await host.IdleAsync();
        Assert.Equal(["late|40"], await MeasuredAsync());
        Assert.True(Volatile.Read(ref told) > 0, "nobody was told");
        var corrected = Assert.IsType<PunchChange.Done>(await CorrectAsync(correct => correct.ChangeAsync(entered.Id, PunchKind.In, new DateTimeOffset(start), "It was at eight.", default))).Punch;
        await host.IdleAsync();
        Assert.Equal(["on_time|0"], await MeasuredAsync());
        Assert.IsType<PunchChange.Done>(await CorrectAsync(correct => correct.RemoveAsync(corrected.Id, "A colleague's badge.", default)));
        await host.IdleAsync();
        Assert.Equal(["no_call_no_show|-"], await MeasuredAsync());
        await host.ExecuteAsync("delete from people.shift");
        await host.IdleAsync();
        Assert.Equal(["0"], await host.RowsAsync("select shifts from people.reliability"));

        Task<List<string>> MeasuredAsync() => host.RowsAsync("select status, lateness_minutes from people.attendance");
        Task<PunchChange> CorrectAsync(Func<CorrectPunch, Task<PunchChange>> work) => host.InTenantAsync(services => work(ActivatorUtilities.CreateInstance<CorrectPunch>(services)));
    }

    [Fact]
    public async Task A_fall_below_eighty_is_proposed_once_told_when_approved_and_taken_back_by_undo()
    {
        await using var host = await PeopleHost.StartAsync(Active);
        var vera = await host.EmployAsync("1", "Vera Lindqvist");
        for (var day = 1; day <= 5; day++)
        {
            await host.ShiftAsync(vera, day, lateMinutes: day <= 2 ? 20 : 0);
        }

        // Three on time and two late are exactly 80: not below.
        await host.IdleAsync();
        Assert.Equal(["80.00|"], await host.RowsAsync("select score, flags from people.reliability"));
        await host.ShiftAsync(vera, 6, lateMinutes: 20);
        await host.IdleAsync();
        await host.ShiftAsync(vera, 7, lateMinutes: 20);
        await host.IdleAsync();

        var proposal = Assert.Single(await host.RowsAsync("select proposal_type, title, risk_level, status, jsonb_array_length(evidence), id from proposals.proposal"));
        Assert.StartsWith("attendance_flag|Tell the supervisor: Vera Lindqvist is at 75 % reliability|low|pending|3|", proposal, StringComparison.Ordinal);
        Assert.Equal(["71.42|below_supervisor"], await host.RowsAsync("select score, flags from people.reliability"));

        var id = Guid.Parse(proposal.Split('|')[^1]);
        await host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().ApproveAsync(id, null, null, null, Role.Manager, default));
        await host.IdleAsync();
        Assert.Equal(["supervisor_notice|Recommended: the supervisor asks what gets in the way, before it becomes a matter for HR.|-"], await host.RowsAsync("select kind, action, closed_at from people.attendance_case"));
        Assert.Equal(["Attendance of Vera Lindqvist"], await host.RowsAsync("select title from notify.notification where kind = 'people.attendance'"));
        await host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().UndoAsync(id, null, "told by mistake", Role.Manager, default));
        await host.IdleAsync();
        Assert.Equal(["undone"], await host.RowsAsync("select apply_status from proposals.proposal"));
        Assert.Equal(0, await host.ScalarAsync<long>("select count(*) from people.attendance_case"));
    }

    [Fact]
    public async Task Who_falls_through_both_limits_and_stays_away_three_times_is_for_hr_and_for_a_review()
    {
        await using var host = await PeopleHost.StartAsync(Active);
        // What is of high risk is for an admin.
        await host.ExecuteAsync(
            "insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp) values (gen_random_uuid(), $1, $2, upper($2), 'Ada', 'admin', 's', 'c')",
            host.Tenant, $"ada@{host.Tenant:N}.example");
        var vera = await host.EmployAsync("1", "Vera Lindqvist");
        var otto = await host.EmployAsync("2", "Otto Brandt");
        await host.ExecuteAsync("update agents.agent set status = 'paused' where agent_id = 'attendance_monitor'");
        for (var day = 2; day <= 4; day++)
        {
            await host.ShiftAsync(vera, day, lateMinutes: null);
            await host.ShiftAsync(vera, day + 10, lateMinutes: 0);
            // Older than the window: it does not count any more.
            await host.ShiftAsync(otto, day + 90, lateMinutes: null);
            await host.ShiftAsync(otto, day, lateMinutes: 0);
            await host.ShiftAsync(otto, day + 10, lateMinutes: 0);
        }

        await host.ExecuteAsync("update agents.agent set status = 'active' where agent_id = 'attendance_monitor'");
        await host.ShiftAsync(otto, 20, lateMinutes: 0);
        await host.IdleAsync();

        Assert.Equal(
            [
                $"attendance_flag|Tell HR and the manager: Vera Lindqvist is at 50 % reliability|medium|{vera}",
                $"disciplinary_review|Disciplinary review of Vera Lindqvist|high|{vera}",
            ],
            await host.RowsAsync("select proposal_type, title, risk_level, target_employee_id from proposals.proposal order by proposal_type"));
        Assert.Equal(["50.00|3|below_supervisor,below_hr,no_call_no_shows", "100.00|0|"], await host.RowsAsync("select score, no_call_no_shows, flags from people.reliability order by score"));
        var run = Assert.Single(await host.RowsAsync("select status, proposals_created from agents.run where proposals_created > 0"));
        Assert.Equal("success|2", run);
    }

    [Fact]
    public async Task A_case_that_was_closed_can_no_longer_be_taken_back()
    {
        await using var host = await PeopleHost.StartAsync(Active);
        var vera = await host.EmployAsync("1", "Vera Lindqvist");
        for (var day = 1; day <= 5; day++)
        {
            await host.ShiftAsync(vera, day, lateMinutes: 30);
        }

        await host.IdleAsync();
        var id = await host.ScalarAsync<Guid>("select id from proposals.proposal");
        await host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().ApproveAsync(id, null, null, null, Role.Manager, default));
        await host.IdleAsync();
        await host.ExecuteAsync("update people.attendance_case set closed_at = opened_at, outcome = 'spoken', closing_reason = 'We spoke; the bus is the reason.'");
        var result = await host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().UndoAsync(id, null, "told by mistake", Role.Manager, default));

        Assert.Contains("with “We spoke; the bus is the reason.”", Assert.Single(Assert.IsType<ReviewResult.Depended>(result).Dependants), StringComparison.Ordinal);
        Assert.Equal(1, await host.ScalarAsync<long>("select count(*) from people.attendance_case"));
    }
}
