-- What holds jobs up although they are due and a worker is free: pauses.
create table jobs.pause (
    -- null: every tenant's jobs.
    tenant_id    uuid,
    scope        text        not null,
    name         text        not null,
    paused_at    timestamptz not null default now(),
    -- null: until somebody resumes it.
    paused_until timestamptz,
    paused_by    text        not null,
    reason       text        not null,
    constraint pause_key unique nulls not distinct (scope, name, tenant_id),
    constraint pause_scope check (scope in ('all', 'queue', 'kind', 'key')),
    constraint pause_name check ((scope = 'all') = (name = '') and length(name) <= 200)
);
alter table jobs.pause enable row level security;
alter table jobs.pause force row level security;
create policy engine on jobs.pause for all to workforce_engine using (true) with check (true);
grant select, insert, update, delete on jobs.pause to workforce_engine;
