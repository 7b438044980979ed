using Npgsql;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.Tenancy;

/// <summary>One row of a tenant in every table that has a tenant. A new table gets its row here.</summary>
internal static class TenantRows
{
    private const string Sql =
        """
        insert into identity.api_key (id, tenant_id, user_id, name, prefix, hash, scopes, expires_at)
            values (gen_random_uuid(), $1, $2, 'robot', 'wf_abcdef', decode(md5($1::text) || md5($2::text), 'hex'), array['read'], now());
        insert into identity.audit_entry (tenant_id, action, target_type) values ($1, 'a.b', 'a');
        insert into finance.account (id, tenant_id, key, name, type) values ($1, $1, 'k', 'Checking', 'checking');
        insert into finance.statement (id, tenant_id, file_name, size, sha256, correlation_id)
            values ($1, $1, 'a.ofx', 1, decode(md5('s') || md5('t'), 'hex'), gen_random_uuid());
        insert into finance.statement_file (statement_id, tenant_id, content) values ($1, $1, '\x01');
        insert into finance.statement_account (statement_id, account_id, tenant_id, transactions) values ($1, $1, $1, 1);
        insert into finance.receipt (id, tenant_id, file_name, media_type, size, sha256, correlation_id)
            values ($1, $1, 'a.png', 'image/png', 1, decode(md5('s') || md5('t'), 'hex'), gen_random_uuid());
        insert into finance.receipt_file (receipt_id, tenant_id, content) values ($1, $1, '\x01');
        insert into finance.transaction (id, tenant_id, account_id, date, amount, description, fingerprint, occurrence) values ($1, $1, $1, '2026-01-01', 1, 'x', 'f', 1);
        insert into finance.statement_line (statement_id, transaction_id, tenant_id) values ($1, $1, $1);
        insert into finance.receipt_refusal (receipt_id, transaction_id, tenant_id) values ($1, $1, $1);
        insert into finance.category_rule (id, tenant_id, merchant_key, merchant_name, category, source) values ($1, $1, 'k', 'K', 'pets', 'correction');
        insert into finance.category_correction (id, tenant_id, transaction_id, from_category, to_category) values ($1, $1, $1, 'pets', 'health');
        insert into finance.rule_suggestion (id, tenant_id, merchant_key, merchant_name, category, evidence, would_change) values ($1, $1, 'k', 'K', 'pets', 1, 1);
        insert into finance.rule_suggestion_ignore (tenant_id, user_id, merchant_name, ignored_until) values ($1, $2, 'K', now());
        insert into finance.recurring_payment (tenant_id, account_id, key, merchant, cadence, direction, typical_amount, lowest_amount, highest_amount, first_date, last_date, count, active)
            values ($1, $1, 'k', 'K', 'monthly', 'out', -1, -1, -1, '2026-01-01', '2026-02-01', 2, true);
        insert into finance.insight (id, tenant_id, account_id, key, kind, severity, title, text) values ($1, $1, $1, 'k', 'forecast', 'info', 't', 't');
        insert into finance.finding (id, tenant_id, account_id, key, check_id, jurisdiction, severity, title, text, source) values ($1, $1, $1, 'k', 'c', '*', 'info', 't', 't', 's');
        insert into finance.tally (tenant_id, account_id, check_id, key, part, count, sum, first_date, last_date) values ($1, $1, 'c', 'k', 'p', 1, 1, '2026-01-01', '2026-01-01');
        insert into finance.tax_profile (tenant_id, country, business_use, vat_registered, base_currency) values ($1, 'US', 'mixed', false, 'USD');
        insert into people.clinic (id, tenant_id, key, name, time_zone) values ($1, $1, 'k', 'K', 'UTC');
        insert into people.job_position (id, tenant_id, key, name) values ($1, $1, 'k', 'K');
        insert into people.employee (id, tenant_id, number, name, position_id, clinic_id, hired_on) values ($1, $1, '1', 'K', $1, $1, '2026-01-01');
        insert into people.skill (id, tenant_id, key, name, category) values ($1, $1, 'k', 'K', 'clinical');
        insert into people.employee_skill (tenant_id, employee_id, skill_id, level) values ($1, $1, $1, 1);
        insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level) values ($1, $1, $1, 2);
        insert into people.employee_skill_gap (tenant_id, employee_id, skill_id, current_level, expected_level, since) values ($1, $1, $1, 1, 2, now());
        insert into people.shift (id, tenant_id, clinic_id, employee_id, starts_at, ends_at) values ($1, $1, $1, $1, now(), now() + interval '8 hours');
        insert into people.punch (id, tenant_id, employee_id, kind, at, source) values ($1, $1, $1, 'in', now(), 'clock');
        insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status) values ($1, $1, $1, now(), 'open');
        insert into people.reliability (employee_id, tenant_id, window_from, window_to, shifts, on_time, late, no_call_no_shows) values ($1, $1, now() - interval '90 days', now(), 0, 0, 0, 0);
        insert into people.attendance_case (id, tenant_id, employee_id, kind, proposal_id, reason, action, opened_at) values ($1, $1, $1, 'hr_notice', $1, 'r', 'a', now());
        insert into people.import (id, tenant_id, kind, file_name, size, sha256, status) values ($1, $1, 'punches', 'a.csv', 1, decode(md5('s') || md5('t'), 'hex'), 'checked');
        insert into people.import_file (import_id, tenant_id, content) values ($1, $1, '\x01');
        insert into people.import_problem (import_id, place, tenant_id, severity, message) values ($1, 0, $1, 'error', 'm');
        insert into notify.notification (id, tenant_id, key, kind, title, text) values ($1, $1, 'k', 'statement.done', 't', 't');
        insert into agents.agent (tenant_id, agent_id, display_name, department, cluster, description) values ($1, 'supervisor', 'S', 'admin', 'admin', 'd');
        insert into agents.run (id, tenant_id, agent_id, trigger_type) values ($1, $1, 'supervisor', 'cron');
        insert into agents.run_step (tenant_id, run_id, kind, text) values ($1, $1, 'note', 't');
        insert into agents.wake (tenant_id, agent_id) values ($1, 'supervisor');
        insert into agents.stop (tenant_id, stopped_by, reason) values ($1, $2, 'r');
        insert into proposals.proposal (id, tenant_id, agent_id, subject_key, proposal_type, title, detail, expires_at) values ($1, $1, 'supervisor', 's', 'autonomy_change', 't', '{}', now());
        insert into proposals.history (tenant_id, proposal_id, action, actor) values ($1, $1, 'proposed', 'supervisor');
        insert into proposals.rule (id, tenant_id, position, name, action) values ($1, $1, 1, 'r', 'manager');
        insert into agents.budget (tenant_id, scope, tokens, usd) values ($1, 'run', 1, 1);
        insert into agents.budget_lift (id, tenant_id, day, scope, name, tokens, lifted_by, why) values ($1, $1, '2026-01-01', 'agent', 'tag', 1, $2, 'w');
        insert into agents.budget_use (tenant_id, day, scope, name) values ($1, '2026-01-01', 'agent', 'tag');
        insert into agents.budget_reservation (id, tenant_id, day, agent_id, department, tokens, usd, holder, reserved_at, expires_at) values ($1, $1, '2026-01-01', 'tag', 'finance', 1, 1, 'h', now(), '2999-01-01');
        insert into agents.budget_alert (tenant_id, day, scope, name, unit, used, cap, alerted_at) values ($1, '2026-01-01', 'agent', 'tag', 'usd', 1, 1, now());
        insert into agents.model_call (id, tenant_id, agent_id, department, question, thread_id, profile, model_asked, model_used, provider, attempt, latency_ms, status, created_at)
            values ($1, $1, 'tag', 'finance', 'q', $1, 'json.fast', 'm', 'm', 'p', 1, 1, 'ok', now());
        insert into agents.spend_day (tenant_id, day, department, agent_id, model_used, calls, failed, input_tokens, output_tokens, cached_tokens, cost_usd)
            values ($1, '2026-01-01', 'finance', 'tag', 'm', 1, 0, 1, 1, 0, 0.1);
        insert into agents.model_message (tenant_id, thread_id, n, role, content) values ($1, $1, 0, 'user', 'x');
        insert into notify.delivery (id, tenant_id, notification_id, user_id, channel) values ($1, $1, $1, $2, 'in_app');
        insert into notify.preference (tenant_id, user_id, group_name, channel, wanted) values ($1, $2, 'ahead', 'email', false);
        insert into notify.slack_choice (tenant_id, group_name, wanted) values ($1, 'ahead', true);
        insert into notify.person_settings (tenant_id, user_id) values ($1, $2);
        insert into notify.push_subscription (id, tenant_id, user_id, endpoint, p256dh, auth, label)
            values ($1, $1, $2, 'https://push.example/1', decode(repeat('04', 65), 'hex'), decode(repeat('00', 16), 'hex'), 'Firefox');
        insert into notify.configured_channel (tenant_id, channel, configured) values ($1, 'email', false);
        insert into jobs.job (tenant_id, id, correlation_id, timeout_ms, priority, max_attempts, queue, kind, payload) values ($1, $1, $1, 1000, 5, 3, 'tag', 'tag.a', '{}');
        insert into jobs.job_history (tenant_id, id, correlation_id, epoch, due_at, created_at, finished_at, timeout_ms, priority, attempt, max_attempts, state, queue, kind, tags, errors, payload)
            values ($1, gen_random_uuid(), $1, 1, now(), now(), now(), 1000, 5, 1, 3, 'completed', 'tag', 'tag.a', '{}', '[]', '{}'),
                   ($1, gen_random_uuid(), $1, 1, now(), now(), '1999-01-01', 1000, 5, 1, 3, 'completed', 'tag', 'tag.a', '{}', '[]', '{}');
        insert into jobs.idempotency (tenant_id, key, job_id, correlation_id) values ($1, 'k', $1, $1);
        insert into jobs.attached_worker (tenant_id, id, worker_id, name, language, version, address, kinds, offers, slots) values ($1, gen_random_uuid(), gen_random_uuid(), 'w', '', '', '', '{}', '{}', 1);
        insert into jobs.progress (tenant_id, job_id, epoch, percent, message) values ($1, $1, 1, 50, 'half');
        insert into jobs.event (tenant_id, type, queue, kind, job_ids, correlation_ids, attempts) values ($1, 'enqueued', 'tag', 'tag.a', array[$1], array[$1], array[0::smallint]);
        insert into jobs.schedule (tenant_id, name, job, kind, payload, cron, zone, missed, catch_up_limit, late_after_ms, overlap, anchor_at, reckoned_at, next_run_at, due_at)
            values ($1, 's', jsonb_build_object('tenant_id', $1, 'kind', 'tag.a', 'priority', 5, 'max_attempts', 3), 'tag.a', '{}', '@yearly', 'UTC', 'skip', 1, 1000, 'skip', now(), now(), '2999-01-01', '2999-01-01');
        insert into jobs.spawn (tenant_id, job_id, root_id, depth, max_depth, max_fan_out, max_total) values ($1, $1, $1, 0, 1, 1, 1);
        insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'kind', 'tag.a', 'ada', '');
        insert into jobs.share (tenant_id, weight) values ($1, 3);
        insert into jobs.job_limit (tenant_id, scope, name, measure, most) values ($1, 'kind', 'tag.a', 'running', 1);
        """;

    public static async Task FillAsync(ApiHost host, Guid tenant, Guid person)
    {
        // One statement per command, as each uses the same parameters.
        foreach (var statement in Sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = host.Database.Owner.CreateCommand(statement.TrimEnd(';'));
            command.Parameters.Add(new NpgsqlParameter { Value = tenant });
            if (statement.Contains("$2", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = person });
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
