-- Attached workers: programs in any language that hold jobs through a worker process (their host) and never see the database.
-- The leases are their host's; a row here says who is there, for people to see and steer.
create table jobs.attached_worker (
    tenant_id    uuid        not null,
    id           uuid        not null,
    -- The host. It gets another row in jobs.worker after it was declared lost, so nothing refers to it.
    worker_id    uuid        not null,
    -- Whose key it came with.
    user_id      uuid,
    name         text        not null,
    language     text        not null,
    version      text        not null,
    address      text        not null,
    kinds        text[]      not null,
    offers       text[]      not null,
    slots        integer     not null,
    held         integer     not null default 0,
    completed    bigint      not null default 0,
    failed       bigint      not null default 0,
    refused      bigint      not null default 0,
    per_minute   integer     not null default 0,
    attached_at  timestamptz not null default now(),
    heard_at     timestamptz not null default now(),
    draining     boolean     not null default false,
    -- What somebody asked its host to do with it.
    wanted       text,
    detached_at  timestamptz,
    reason       text,
    constraint attached_worker_pk primary key (tenant_id, id),
    constraint attached_worker_wanted check (wanted in ('drain', 'detach')),
    constraint attached_worker_slots check (slots between 1 and 10000),
    constraint attached_worker_detached check ((detached_at is null) = (reason is null))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

alter table jobs.attached_worker enable row level security;
alter table jobs.attached_worker force row level security;
create policy tenant on jobs.attached_worker for all to workforce_app
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
create policy engine on jobs.attached_worker for all to workforce_engine using (true) with check (true);
grant select, insert, update, delete on jobs.attached_worker to workforce_engine;
grant select on jobs.attached_worker to workforce_app;

