-- The engine's schema. Two roles besides the owner work in it: workforce_engine (the engine's own statements, every
-- tenant) and workforce_app (everything else, one tenant at a time). Passwords are set outside of the migrations.

create schema jobs;

-- Roles are shared by every database of the cluster and advisory locks are not, so two databases being set up at once
-- may both try; the loser of the race finds the role there and goes on.
do $$
begin
    begin
        create role workforce_engine login;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        create role workforce_app login;
    exception when duplicate_object or unique_violation then null;
    end;
    -- Lets the engine see when the server last came up and which session holds the oldest snapshot. Without it the
    -- engine only knows the postmaster's start, which is right except after the crash of a single backend.
    if not pg_has_role('workforce_engine', 'pg_read_all_stats', 'member') then
        begin
            grant pg_read_all_stats to workforce_engine;
        exception when insufficient_privilege or unique_violation or internal_error then
            raise notice 'pg_read_all_stats was not granted to workforce_engine';
        end;
    end if;
end $$;

grant usage on schema jobs to workforce_engine, workforce_app;

-- The tenant of the current transaction; null (sees nothing) when none was set.
create function jobs.current_tenant() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('workforce.tenant_id', true), '')::uuid $$;

-- What a column must hold whatever the row's state. As domains these are checked when a value is stored, not again on
-- every claim: checks of the table are, and cost a tenth of it.
create domain jobs.kind_name as text constraint job_kind check (value ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$');
create domain jobs.priority as smallint constraint job_priority check (value between 1 and 10);
create domain jobs.timeout_ms as integer constraint job_timeout check (value > 0);
create domain jobs.error_list as jsonb constraint job_errors check (jsonb_typeof(value) = 'array');
-- json, not jsonb: handed out as it came in, and its size is then that of its text.
create domain jobs.payload as json constraint job_payload_1_mib check (pg_column_size(value) <= 1048576 + 4);

-- The line within a lane: as if a job had come a minute later for every step its priority is below the first. So priorities
-- age: a job of priority 10 lets jobs of priority 1 go first that come due within nine minutes after it, and no others.
-- A deadline moves a job up to a minute before it, but never before it is due.
create function jobs.rank_at(due_at timestamptz, priority smallint, deadline timestamptz) returns timestamptz
    language sql stable parallel safe
    return least(due_at + (priority - 1) * interval '1 minute',
        case when deadline is not null then greatest(due_at, deadline - interval '1 minute') end);

-- Jobs of a kind and tenant that name the same keys and needs stand in one lane: what a pause or a limit holds up is then
-- a lane as a whole, and no claim ever walks over jobs that it may not take. 0: the lane of those that name none.
create function jobs.lane_of(keys text[], needs text[]) returns bigint
    language sql immutable parallel safe
    return coalesce(hash_array_extended(keys, 0), 0) # coalesce(hash_array_extended(needs, 1), 0);

-- Unfinished jobs only: finished ones move to job_history in the statement that finishes them, so this table stays as
-- small as the backlog. The key leads with the tenant, so one index serves completion, listing and row-level security.
create table jobs.job (
    tenant_id        uuid        not null,
    id               uuid        not null,
    user_id          uuid,
    correlation_id   uuid        not null,
    parent_id        uuid,
    worker_id        uuid,
    puller_id        uuid,
    epoch            bigint      not null default 0,
    due_at           timestamptz not null default now(),
    -- Where it stands in line, once it is due; null while it cannot be claimed.
    rank_at          timestamptz,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    lease_expires_at timestamptz,
    deadline         timestamptz,
    timeout_ms       jobs.timeout_ms not null,
    priority         jobs.priority   not null,
    attempt          smallint    not null default 0,
    max_attempts     smallint    not null,
    state            text        not null default 'pending',
    queue            text        not null,
    kind             jobs.kind_name  not null,
    source           text,
    idempotency_key  text,
    traceparent      text,
    reason           text,
    tags             text[]      not null default '{}',
    -- What it shares with others (a model, a customer), and what its worker has to offer; null: nothing.
    keys             text[],
    needs            text[],
    -- What a run is expected to cost, by unit: {"tokens": 4000}; null: nothing that is counted.
    costs            jsonb,
    lane             bigint      not null default 0,
    errors           jobs.error_list not null default '[]',
    payload          jobs.payload    not null,
    constraint job_pk primary key (tenant_id, id),
    constraint job_state check (state in ('pending', 'processing', 'retrying', 'waiting')),
    constraint job_queue check (queue = split_part(kind, '.', 1)),
    constraint job_attempts check (attempt between 0 and max_attempts and max_attempts between 1 and 1000),
    -- The state machine, restated: a lease exists exactly while processing, held by a worker or by a puller.
    constraint job_processing check ((state = 'processing') = (worker_id is not null or puller_id is not null)),
    constraint job_one_holder check (worker_id is null or puller_id is null),
    constraint job_puller_lease check ((puller_id is null) = (lease_expires_at is null)),
    constraint job_claimed check (state <> 'processing' or (attempt >= 1 and epoch >= 1 and started_at is not null)),
    constraint job_retrying check (state <> 'retrying' or errors <> '[]'::jsonb),
    constraint job_waiting check ((state = 'waiting') = (reason is not null)),
    constraint job_lane check (lane = jobs.lane_of(keys, needs)),
    constraint job_named check (keys <> '{}' and needs <> '{}'),
    constraint job_without_rank check (rank_at is null or state in ('pending', 'retrying'))
) with (
    -- Every job is updated once and deleted soon after: leave room for the second version beside the first (one that goes
    -- to another page costs a second lock record and the whole row in the log), and vacuum by count, not by share, without
    -- pauses: a queue's dead rows are in the way of every claim.
    fillfactor = 50,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0
);

-- What can be claimed, lane by lane, in the order of the line. No id in the key: jobs of one rank share an
-- entry, and come out in the order they were stored.
create index job_claim on jobs.job (kind, tenant_id, lane, rank_at) where rank_at is not null;
-- What comes due later.
create index job_due on jobs.job (due_at) where rank_at is null and state in ('pending', 'retrying');
-- What a lost worker held.
create index job_worker on jobs.job (worker_id) where worker_id is not null;
-- Leases with a deadline.
create index job_lease on jobs.job (lease_expires_at) where lease_expires_at is not null;
-- A job without a given correlation is its own correlation and found by its key.
create index job_correlation on jobs.job (tenant_id, correlation_id) where correlation_id <> id;

-- Finished jobs, by month of finishing; retention drops whole partitions. The default partition makes sure that a job
-- can be finished even if no partition was made ahead.
create table jobs.job_history (
    tenant_id        uuid        not null,
    id               uuid        not null,
    user_id          uuid,
    correlation_id   uuid        not null,
    parent_id        uuid,
    worker_id        uuid,
    epoch            bigint      not null,
    due_at           timestamptz not null,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz not null,
    deadline         timestamptz,
    timeout_ms       integer     not null,
    priority         smallint    not null,
    attempt          smallint    not null,
    max_attempts     smallint    not null,
    state            text        not null,
    queue            text        not null,
    kind             text        not null,
    source           text,
    idempotency_key  text,
    traceparent      text,
    reason           text,
    tags             text[]      not null,
    keys             text[],
    needs            text[],
    costs            jsonb,
    errors           jsonb       not null,
    payload          json        not null,
    result           json,
    constraint job_history_state check (state in ('completed', 'failed', 'cancelled')),
    constraint job_history_failed check (state <> 'failed' or errors <> '[]'::jsonb),
    constraint job_history_cancelled check (state <> 'cancelled' or reason is not null),
    constraint job_history_result check (result is null or state = 'completed')
) partition by range (finished_at);

create index job_history_id on jobs.job_history (tenant_id, id);
create index job_history_correlation on jobs.job_history (tenant_id, correlation_id) where correlation_id <> id;

create table jobs.job_history_default partition of jobs.job_history default;

-- A key outlives its job's stay in the hot table.
create table jobs.idempotency (
    tenant_id      uuid        not null,
    key            text        not null,
    job_id         uuid        not null,
    correlation_id uuid        not null,
    created_at     timestamptz not null default now(),
    -- Of jobs that are unique by their arguments: the key is free again from here on; null: as long as it is kept.
    expires_at     timestamptz,
    constraint idempotency_pk primary key (tenant_id, key),
    constraint idempotency_key_length check (length(key) between 1 and 400)
);
create index idempotency_created on jobs.idempotency using brin (created_at);

-- Latest progress of a job. Apart from the job's row, so that a report neither rewrites the payload nor waits for a
-- handler's transaction that holds the row.
create table jobs.progress (
    tenant_id uuid        not null,
    job_id    uuid        not null,
    epoch     bigint      not null,
    percent   smallint    not null,
    message   text        not null,
    at        timestamptz not null default clock_timestamp(),
    constraint progress_pk primary key (tenant_id, job_id),
    constraint progress_percent check (percent between 0 and 100)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- One row per process that runs jobs. lock_id is the second half of the advisory lock its session holds while it lives.
create sequence jobs.worker_lock as integer cycle;
create table jobs.worker (
    id           uuid        not null constraint worker_pk primary key,
    lock_id      integer     not null,
    name         text        not null,
    kinds        text[]      not null,
    offers       text[]      not null default '{}',
    started_at   timestamptz not null default now(),
    heartbeat_at timestamptz not null default now(),
    stopped_at   timestamptz,
    lost_at      timestamptz,
    constraint worker_end check (stopped_at is null or lost_at is null)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Transitions and progress, one row per statement, tenant and kind: a batch of two thousand claims is one row. Entry n of
-- a row has the id `id + n`, hence the sequence's step.
--
-- Ids are drawn before their transaction commits, so they become visible out of order. A reader therefore follows
-- transactions, not ids: the rows new since its last snapshot are exactly those whose xid that snapshot did not see.
-- `seen` is what the writer saw: a client that resumes after this row may have missed only what `seen` does not cover.
-- xid stands first so that the transaction has its number before the event has its own.
create sequence jobs.event_id increment by 2048 minvalue 2048 start with 2048;
create table jobs.event (
    xid             xid8        not null default pg_current_xact_id(),
    id              bigint      not null default nextval('jobs.event_id'),
    tenant_id       uuid        not null,
    at              timestamptz not null default clock_timestamp(),
    seen            pg_snapshot not null default pg_current_snapshot(),
    type            text        not null,
    queue           text        not null,
    kind            text        not null,
    source          text,
    percent         smallint,
    message         text,
    job_ids         uuid[]      not null,
    correlation_ids uuid[]      not null,
    attempts        smallint[]  not null,
    constraint event_pk primary key (tenant_id, id),
    constraint event_type check (type in ('enqueued', 'started', 'progress', 'completed', 'retrying', 'failed',
        'cancelled', 'waiting', 'snoozed', 'returned')),
    constraint event_entries check (cardinality(job_ids) between 1 and 2048
        and cardinality(correlation_ids) = cardinality(job_ids) and cardinality(attempts) = cardinality(job_ids)),
    constraint event_percent check (percent between 0 and 100)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
create index event_xid on jobs.event (xid);
-- Ids hardly compress, and trying to took longer than storing them.
alter table jobs.event alter job_ids set storage external, alter correlation_ids set storage external;

-- Row-level security, forced, so that not even the owner reads across tenants by accident.
do $$
declare
    t text;
begin
    foreach t in array array['job', 'job_history', 'idempotency', 'progress', 'event'] loop
        execute format('alter table jobs.%I enable row level security', t);
        execute format('alter table jobs.%I force row level security', t);
        execute format('create policy tenant on jobs.%I for all to workforce_app
            using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', t);
        execute format('create policy engine on jobs.%I for all to workforce_engine using (true) with check (true)', t);
    end loop;
end $$;

grant select, insert, update, delete on jobs.job, jobs.job_history, jobs.idempotency, jobs.progress, jobs.event, jobs.worker
    to workforce_engine;
grant usage on sequence jobs.worker_lock, jobs.event_id to workforce_engine;

-- A handler's own transaction enqueues, checks its lease and completes; it never claims.
grant select, insert, update, delete on jobs.job to workforce_app;
grant select, insert on jobs.job_history, jobs.idempotency, jobs.event to workforce_app;
grant update on jobs.idempotency to workforce_app;
grant usage on sequence jobs.event_id to workforce_app;

-- Makes the month's partition that holds `month` if it is missing. Runs as the owner, because only an owner can add a
-- partition; the engine may call it. Rows that reached the default partition meanwhile move over.
create function jobs.add_history_partition(month date) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    low   timestamptz := date_trunc('month', month::timestamp) at time zone 'UTC';
    high  timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
    child text := 'job_history_' || to_char(month, 'YYYYMM');
begin
    if to_regclass('jobs.' || child) is not null then
        return false;
    end if;
    -- Two processes may get here at once; the second finds the partition made.
    perform pg_advisory_xact_lock(hashtext('jobs.job_history'));
    if to_regclass('jobs.' || child) is not null then
        return false;
    end if;
    execute format('create table jobs.%I (like jobs.job_history including all)', child);
    alter table jobs.job_history_default no force row level security;
    execute format('with moved as (delete from jobs.job_history_default where finished_at >= %L and finished_at < %L returning *)
        insert into jobs.%I select * from moved', low, high, child);
    alter table jobs.job_history_default force row level security;
    execute format('alter table jobs.job_history attach partition jobs.%I for values from (%L) to (%L)', child, low, high);
    -- Reached through the parent its policies hold; reached by its own name nobody but the owner may read it.
    execute format('alter table jobs.%I enable row level security', child);
    execute format('alter table jobs.%I force row level security', child);
    execute format('alter table jobs.%I set (autovacuum_vacuum_insert_scale_factor = 0.5, autovacuum_analyze_scale_factor = 0.2)', child);
    return true;
end $$;

-- Drops months that ended before `before`; the answer is how many.
create function jobs.drop_history_before(before date) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
declare
    child   text;
    dropped integer := 0;
begin
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'jobs.job_history'::regclass and c.relname ~ '^job_history_\d{6}$'
          and to_date(substr(c.relname, 13), 'YYYYMM') + interval '1 month' <= before
    loop
        execute format('drop table jobs.%I', child);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;

alter table jobs.job_history_default enable row level security;
alter table jobs.job_history_default force row level security;

revoke all on function jobs.add_history_partition(date), jobs.drop_history_before(date) from public;
grant execute on function jobs.add_history_partition(date), jobs.drop_history_before(date) to workforce_engine;

select jobs.add_history_partition((date_trunc('month', now() at time zone 'UTC') + make_interval(months => m))::date)
from generate_series(-1, 3) m;
