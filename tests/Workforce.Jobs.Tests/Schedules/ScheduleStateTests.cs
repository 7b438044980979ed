using Npgsql;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>What the table itself refuses.</summary>
public sealed class ScheduleStateTests
{
    [Fact]
    public async Task The_constraints_restate_the_rules()
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly(), default);
        var tested = new HashSet<string> { "schedule_tenant" };
        foreach (var (change, constraint) in ((string, string)[])
        [
            ("name = ''", "schedule_name"),
            ("every_ms = null", "schedule_cron_or_interval"),
            ("cron = '@daily'", "schedule_cron_or_interval"),
            ("every_ms = 999", "schedule_every"),
            ("zone = 'Europe/Berlin'", "schedule_interval_has_no_zone"),
            ("ends_at = starts_at", "schedule_window"),
            ("missed = 'never'", "schedule_missed"),
            ("overlap = 'forbid'", "schedule_overlap"),
            ("missed = 'catch_up'", "schedule_catch_up_overlaps"),
            ("catch_up_limit = 1001", "schedule_catch_up_limit"),
            ("late_after_ms = 999", "schedule_late_after"),
            ("instant_member = 'at', payload = '[]'", "schedule_instant_member"),
            ("job = job || '{\"deadline\": \"2030-01-01\"}'", "schedule_job_is_a_template"),
            ("job = job || '{\"priority\": 11}'", "schedule_priority"),
            ("job = job || '{\"max_attempts\": 0}'", "schedule_attempts"),
            ("job = job || '{\"kind\": \"second.note\"}'", "schedule_kind"),
            ("kind = 'nonsense', job = job || '{\"kind\": \"nonsense\"}'", "schedule_kind"),
            ("payload = json_build_object('x', repeat('x', 1048576))", "schedule_payload_1_mib"),
            ("next_run_at = reckoned_at", "schedule_next"),
            ("queued_for = reckoned_at", "schedule_queued"),
            ("queued_for = reckoned_at + interval '1 second', overlap = 'queue_one'", "schedule_queued"),
            ("paused_until = now()", "schedule_pause"),
            ("paused_at = now(), paused_until = now(), queued_for = reckoned_at, overlap = 'queue_one'", "schedule_paused"),
            ("paused_at = now()", "schedule_paused_without_end"),
            ("next_run_at = null", "schedule_due"),
            ("due_at = null", "schedule_not_forgotten"),
            ("last_run_at = now()", "schedule_last"),
            ("skip_reason = 'so'", "schedule_skip"),
        ])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => clock.Engine.ExecuteAsync($"update jobs.schedule set {change}"));
            Assert.Equal((change, constraint), (change, refused.ConstraintName));
            tested.Add(constraint);
        }
        Assert.Empty((await clock.Engine.ListAsync("select conname from pg_constraint where conrelid = 'jobs.schedule'::regclass and contype = 'c'")).Except(tested));
    }
}
