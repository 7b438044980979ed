-- The registry of digital employees, their runs, and what they propose. Agents never change what people own by themselves:
-- they write a proposal, somebody (or the supervisor) approves it, and only then a job applies it.

create schema agents;
create schema proposals;
grant usage on schema agents, proposals to workforce_app;

create table agents.agent (
    id                    uuid        primary key default gen_random_uuid(),
    tenant_id             uuid        not null references identity.tenant (id),
    agent_id              text        not null check (agent_id ~ '^[a-z][a-z0-9_]{0,62}$' and agent_id not in ('proposals', 'runs', 'dashboard', 'stop', 'spend', 'trust', 'rules', 'budgets')),
    display_name          text        not null,
    department            text        not null,
    cluster               text        not null,
    description           text        not null,
    status                text        not null default 'paused' check (status in ('active', 'paused', 'disabled')),
    status_reason         text,
    -- Null: it does not wake by the clock.
    schedule_cron         text,
    time_zone             text        not null default 'UTC',
    event_triggers        text[]      not null default '{}',
    runs_after            text[]      not null default '{}',
    last_run_at           timestamptz,
    last_run_status       text        check (last_run_status in ('success', 'partial', 'error', 'cancelled')),
    last_run_duration_ms  integer     check (last_run_duration_ms >= 0),
    -- What it may use in a day, from midnight UTC to midnight UTC. 0 is nothing, never everything.
    daily_token_budget    bigint      not null default 50000 check (daily_token_budget >= 0),
    daily_cost_budget_usd numeric(12,6) not null default 1 check (daily_cost_budget_usd >= 0),
    config                jsonb       not null default '{}',
    -- json, not jsonb: its fields stay in the order in which the code declares them, as the form shows them.
    config_schema         json        not null default '{}',
    version               integer     not null default 1,
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    unique (tenant_id, agent_id)
);
create index agent_by_event on agents.agent using gin (event_triggers) where status = 'active';

create table agents.run (
    -- The engine's job: an attempt that follows a crash goes on with the same row.
    id                      uuid        primary key,
    tenant_id               uuid        not null,
    agent_id                text        not null,
    started_at              timestamptz not null default now(),
    finished_at             timestamptz,
    status                  text        not null default 'running' check (status in ('running', 'success', 'partial', 'error', 'cancelled')),
    trigger_type            text        not null check (trigger_type in ('cron', 'event', 'manual', 'agent')),
    -- Name of the schedule, of the event, of the agent before, or the person who asked.
    trigger_source          text,
    attempt                 smallint    not null default 1,
    proposals_created       integer     not null default 0,
    proposals_auto_approved integer     not null default 0,
    tokens_used             bigint      not null default 0,
    cost_usd                numeric(12,6) not null default 0,
    summary                 text,
    error_message           text,
    metadata                jsonb       not null default '{}',
    constraint run_finished check ((status = 'running') = (finished_at is null)),
    constraint run_error check ((status = 'error') = (error_message is not null)),
    foreign key (tenant_id, agent_id) references agents.agent (tenant_id, agent_id)
);
create index run_of_agent on agents.run (tenant_id, agent_id, started_at desc, id desc);
create index run_newest on agents.run (tenant_id, started_at desc, id desc);
create index run_running on agents.run (tenant_id, agent_id) where status = 'running';

-- What a run did, step by step, for people. Written as it happens: it outlives a run that fails.
create table agents.run_step (
    id        bigint      generated always as identity primary key,
    tenant_id uuid        not null,
    run_id    uuid        not null references agents.run (id) on delete cascade,
    at        timestamptz not null default clock_timestamp(),
    kind      text        not null check (kind in ('started', 'note', 'warning', 'tool', 'proposal', 'finished', 'failed')),
    text      text        not null check (length(text) <= 4000),
    detail    jsonb
);
create index run_step_of_run on agents.run_step (tenant_id, run_id, id);
create index run_step_by_time on agents.run_step (tenant_id, at);

-- One waiting run of an agent takes up everything that happens before it begins.
create table agents.wake (
    tenant_id uuid    not null,
    agent_id  text    not null,
    job_id    uuid,
    events    integer not null default 1,
    -- Why no run could be asked for, e.g. because no worker process knows the agent. The dispatcher asks again each minute, for the reason it was called first.
    problem        text,
    trigger_type   text not null default 'event',
    trigger_source text,
    primary key (tenant_id, agent_id)
);
create index wake_missed on agents.wake (tenant_id) where problem is not null;

-- While there is a row, the tenant's agents start nothing, those that run are cancelled, nothing is approved by itself and nothing is applied.
create table agents.stop (
    tenant_id  uuid        primary key references identity.tenant (id),
    stopped_at timestamptz not null default now(),
    stopped_by uuid        not null,
    reason     text        not null check (length(reason) between 1 and 2000)
);

-- Wakes an agent for a reason other than its clock or a person. Whatever happens until the run begins is one wake. The row is
-- locked until the caller commits: a run that begins takes it away first, so it either sees what the caller wrote or is woken again.
-- It is called from triggers, so it never fails what somebody writes nor keeps it waiting: what goes wrong is kept in the row, and
-- where another transaction holds the row for long, or two hold each other's, what is written here gets a run of its own.
create function agents.call(of_tenant uuid, of_agent text, trigger_type text, trigger_source text) returns boolean
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '250ms'
    as $$
#variable_conflict use_column
declare
    waiting uuid;
    called  uuid;
    held    boolean := false;
begin
    if exists (select from agents.stop s where s.tenant_id = of_tenant)
        or not exists (select from agents.agent a where a.tenant_id = of_tenant and a.agent_id = of_agent and a.status = 'active') then
        return false;
    end if;
    begin
        insert into agents.wake as w (tenant_id, agent_id, trigger_type, trigger_source) values (of_tenant, of_agent, call.trigger_type, call.trigger_source)
            on conflict (tenant_id, agent_id) do update set events = w.events + 1 returning job_id into waiting;
    exception when lock_not_available or deadlock_detected then
        held := true;
    end;
    if exists (select from jobs.job j where j.tenant_id = of_tenant and j.id = waiting and j.state in ('pending', 'retrying')) then
        return false;
    end if;
    begin
        select job_id into called from jobs.enqueue(of_tenant, of_agent || '.run',
            json_build_object('trigger_type', call.trigger_type, 'trigger_source', call.trigger_source), source => case call.trigger_type when 'agent' then call.trigger_source end);
    exception when others then
        raise warning 'Agent % could not be called for % %: %', of_agent, call.trigger_type, call.trigger_source, sqlerrm;
        update agents.wake set job_id = null, problem = left(sqlerrm, 2000) where tenant_id = of_tenant and agent_id = of_agent and not held;
        return false;
    end;
    update agents.wake set job_id = called, problem = null where tenant_id = of_tenant and agent_id = of_agent and not held;
    return true;
end $$;

-- A statement-level trigger on what agents wait for: create trigger ... referencing new table as changed ... execute function agents.wake('people.punch').
create function agents.wake() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
begin
    perform agents.call(a.tenant_id, a.agent_id, 'event', tg_argv[0])
        from agents.agent a
        where a.status = 'active' and a.event_triggers @> array[tg_argv[0]] and a.tenant_id in (select distinct tenant_id from changed)
        order by a.tenant_id, a.agent_id;
    return null;
end $$;

create table proposals.proposal (
    id                 uuid        primary key,
    tenant_id          uuid        not null,
    agent_id           text        not null,
    run_id             uuid        references agents.run (id),
    -- One open proposal about the same thing: a run that is repeated, or comes again tomorrow, adds none.
    subject_key        text        not null check (length(subject_key) between 1 and 400),
    proposal_type      text        not null,
    title              text        not null check (length(title) between 1 and 300),
    summary            text,
    detail             jsonb       not null,
    -- As the agent wrote it, where a person edited it before approving.
    proposed_detail    jsonb,
    -- What would change, field by field, as it was when proposed or approved: applying it to anything else is refused.
    changes            jsonb       not null default '[]',
    evidence           jsonb       not null default '[]',
    target_employee_id uuid,
    target_entity_type text,
    target_entity_id   uuid,
    risk_level         text        not null default 'low' check (risk_level in ('low', 'medium', 'high')),
    confidence         numeric(4,3) check (confidence between 0 and 1),
    amount_usd         numeric(14,2),
    -- Whether a model or a rule made it, and whether its answer had to be repaired first.
    model              text,
    repaired           boolean     not null default false,
    status             text        not null default 'pending' check (status in ('pending', 'auto_approved', 'approved', 'rejected', 'expired')),
    review_role        text        not null default 'manager' check (review_role in ('manager', 'admin')),
    routed_by_rule     uuid,
    routed_at          timestamptz,
    reviewed_by        uuid,
    reviewed_at        timestamptz,
    review_notes       text        check (length(review_notes) <= 4000),
    recheck            text        check (recheck in ('open', 'confirmed', 'faulted')),
    rechecked_by       uuid,
    apply_status       text        not null default 'none' check (apply_status in ('none', 'queued', 'applied', 'failed', 'undo_queued', 'undone')),
    apply_error        text,
    applied_at         timestamptz,
    receipt            jsonb,
    undone_by          uuid,
    undone_at          timestamptz,
    expires_at         timestamptz not null,
    created_at         timestamptz not null default now(),
    version            integer     not null default 1,
    constraint proposal_reviewed check ((status in ('approved', 'rejected')) = (reviewed_by is not null)),
    constraint proposal_decided check ((status = 'pending') = (reviewed_at is null)),
    constraint proposal_applied check (apply_status = 'none' or status in ('approved', 'auto_approved')),
    constraint proposal_approved check (status not in ('approved', 'auto_approved') or apply_status <> 'none'),
    constraint proposal_receipt check ((apply_status in ('applied', 'undo_queued', 'undone')) = (applied_at is not null)),
    constraint proposal_undone check ((apply_status = 'undone') = (undone_at is not null)),
    foreign key (tenant_id, agent_id) references agents.agent (tenant_id, agent_id)
);
create unique index proposal_open_subject on proposals.proposal (tenant_id, agent_id, proposal_type, subject_key) where status = 'pending';
create index proposal_of_agent on proposals.proposal (tenant_id, agent_id, status, created_at desc, id desc);
create index proposal_by_status on proposals.proposal (tenant_id, status, created_at desc, id desc);
create index proposal_newest on proposals.proposal (tenant_id, created_at desc, id desc);
create index proposal_of_employee on proposals.proposal (tenant_id, target_employee_id, created_at desc) where target_employee_id is not null;
create index proposal_of_run on proposals.proposal (run_id) where run_id is not null;
create index proposal_expiring on proposals.proposal (tenant_id, expires_at) where status = 'pending';
create index proposal_unrouted on proposals.proposal (tenant_id, created_at) where status = 'pending' and routed_at is null;
create index proposal_in_work on proposals.proposal (tenant_id) where apply_status in ('queued', 'undo_queued');
create index proposal_recheck on proposals.proposal (tenant_id, created_at desc) where recheck = 'open';

-- Everything that happened to a proposal. Append-only.
create table proposals.history (
    id          bigint      generated always as identity primary key,
    tenant_id   uuid        not null,
    proposal_id uuid        not null references proposals.proposal (id),
    at          timestamptz not null default now(),
    action      text        not null check (action in ('proposed', 'routed', 'auto_approved', 'approved', 'edited', 'rejected', 'expired', 'applied', 'failed', 'retried', 'undo_asked', 'undone', 'undo_failed', 'confirmed', 'faulted')),
    -- Null: an agent or the system; then actor says which.
    user_id     uuid,
    actor       text        not null,
    notes       text,
    detail      jsonb
);
create index history_of_proposal on proposals.history (tenant_id, proposal_id, id);

-- The supervisor's rules, in order: the first that fits decides.
create table proposals.rule (
    id             uuid        primary key,
    tenant_id      uuid        not null references identity.tenant (id),
    position       integer     not null check (position between 1 and 1000),
    name           text        not null check (length(name) between 1 and 120),
    -- Null: any.
    agent_id       text,
    proposal_type  text,
    max_risk       text        check (max_risk in ('low', 'medium', 'high')),
    max_amount_usd numeric(14,2) check (max_amount_usd >= 0),
    min_confidence numeric(4,3) check (min_confidence between 0 and 1),
    action         text        not null check (action in ('auto_approve', 'manager', 'admin')),
    alert          boolean     not null default false,
    -- A rule that grants autonomy ends by itself.
    expires_at     timestamptz,
    proposal_id    uuid        references proposals.proposal (id),
    created_at     timestamptz not null default now(),
    unique (tenant_id, position) deferrable initially deferred
);

do $$
declare
    part text;
begin
    foreach part in array array['agents.agent', 'agents.run', 'agents.run_step', 'agents.wake', 'agents.stop', 'proposals.proposal', 'proposals.history', 'proposals.rule'] loop
        execute format('alter table %s enable row level security', part);
        execute format('alter table %s force row level security', part);
        execute format('create policy of_tenant on %s to workforce_app using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', part);
    end loop;
end $$;

grant select, insert, update on agents.agent, agents.run, proposals.proposal to workforce_app;
grant select, insert on agents.run_step, proposals.history to workforce_app;
-- What is old is pruned (Retention). What is not stays, whoever asks.
grant delete on agents.run, agents.run_step to workforce_app;
create policy old_enough on agents.run as restrictive for delete to workforce_app using (started_at < now() - interval '30 days');
create policy old_enough on agents.run_step as restrictive for delete to workforce_app using (at < now() - interval '7 days');
grant select, insert, update, delete on agents.wake, agents.stop, proposals.rule to workforce_app;

-- The supervisor is woken by what it is to look at.
create trigger proposal_wakes after insert on proposals.proposal referencing new table as changed for each statement execute function agents.wake('proposals.proposal');
