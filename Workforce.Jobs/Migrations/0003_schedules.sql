-- Schedules: what is to be enqueued again and again. A firing is one transaction of whichever worker process comes first:
-- it locks the row (skipping those that others have locked), enqueues the job and moves the row on.
create table jobs.schedule (
    tenant_id      uuid        not null,
    name           text        not null,
    -- The set in code that declares it; null: put by a program or a person.
    declared_by    text,
    -- The job as NewJob serialises, its payload apart.
    job            jsonb       not null,
    kind           text        not null,
    payload        json        not null,
    cron           text,
    every_ms       bigint,
    zone           text        not null,
    starts_at      timestamptz,
    ends_at        timestamptz,
    missed         text        not null,
    catch_up_limit smallint    not null,
    late_after_ms  bigint      not null,
    overlap        text        not null,
    instant_member text,
    -- Intervals are counted from here.
    anchor_at      timestamptz not null,
    -- Every run up to here has been dealt with: enqueued, skipped, or passed over in a pause.
    reckoned_at    timestamptz not null,
    -- The first run after it; null: none is left, or paused without an end.
    next_run_at    timestamptz,
    -- A run that waits for the job of the one before to finish.
    queued_for     timestamptz,
    -- When a process has to look at it; null: never.
    due_at         timestamptz,
    paused_at      timestamptz,
    paused_until   timestamptz,
    pause_reason   text,
    last_run_at    timestamptz,
    last_fired_at  timestamptz,
    last_job_id    uuid,
    skipped_at     timestamptz,
    skip_reason    text,
    error          text,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    constraint schedule_pk primary key (tenant_id, name),
    constraint schedule_name check (length(name) between 1 and 200),
    -- A row of one tenant can never enqueue for another.
    constraint schedule_tenant check ((job ->> 'tenant_id')::uuid = tenant_id),
    constraint schedule_kind check (kind = job ->> 'kind' and kind ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
    constraint schedule_priority check ((job ->> 'priority')::integer between 1 and 10),
    constraint schedule_attempts check ((job ->> 'max_attempts')::integer between 1 and 1000),
    constraint schedule_payload_1_mib check (pg_column_size(payload) <= 1048576 + 4),
    -- Each run has its own instant, key and end.
    constraint schedule_job_is_a_template check (not job ?| array['scheduled_for', 'deadline', 'idempotency_key', 'parent_id']),
    constraint schedule_cron_or_interval check ((cron is null) <> (every_ms is null)),
    constraint schedule_every check (every_ms between 1000 and 315360000000),
    constraint schedule_interval_has_no_zone check (cron is not null or zone = 'UTC'),
    constraint schedule_window check (ends_at > starts_at),
    constraint schedule_missed check (missed in ('run_once', 'skip', 'catch_up')),
    constraint schedule_catch_up_limit check (catch_up_limit between 1 and 1000),
    constraint schedule_late_after check (late_after_ms between 1000 and 86400000),
    constraint schedule_overlap check (overlap in ('skip', 'allow', 'queue_one', 'replace')),
    -- Runs that are caught up on overlap by nature.
    constraint schedule_catch_up_overlaps check (missed <> 'catch_up' or overlap = 'allow'),
    constraint schedule_instant_member check (instant_member is null or (length(instant_member) between 1 and 100 and json_typeof(payload) = 'object')),
    -- The state, restated.
    constraint schedule_next check (next_run_at > reckoned_at),
    constraint schedule_queued check (queued_for is null or (overlap = 'queue_one' and queued_for <= reckoned_at)),
    constraint schedule_pause check (paused_at is not null or (paused_until is null and pause_reason is null)),
    constraint schedule_paused check (paused_at is null or queued_for is null),
    constraint schedule_paused_without_end check (paused_at is null or paused_until is not null or next_run_at is null),
    constraint schedule_due check (due_at is null or next_run_at is not null or queued_for is not null or error is not null),
    constraint schedule_not_forgotten check (due_at is not null or (next_run_at is null and queued_for is null)),
    constraint schedule_last check ((last_run_at is null) = (last_fired_at is null) and (last_run_at is null) = (last_job_id is null)),
    constraint schedule_skip check ((skipped_at is null) = (skip_reason is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- What is due, and when the next one will be: asked with every heartbeat of every worker.
create index schedule_due on jobs.schedule (due_at) where due_at is not null;

alter table jobs.schedule enable row level security;
alter table jobs.schedule force row level security;
create policy tenant on jobs.schedule for all to workforce_app
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
create policy engine on jobs.schedule for all to workforce_engine using (true) with check (true);
grant select, insert, update, delete on jobs.schedule to workforce_engine, workforce_app;
