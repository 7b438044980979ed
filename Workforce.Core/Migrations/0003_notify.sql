-- What people are told. The in-app line is the truth; other channels deliver it.

create schema notify;
grant usage on schema notify to workforce_app;

create table notify.notification (
    id uuid primary key,
    tenant_id uuid not null,
    -- Null: everybody of the tenant.
    user_id uuid,
    -- Told once: the same key is not told again.
    key text not null,
    kind text not null,
    title text not null,
    text text not null,
    link text,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    unique (tenant_id, key)
);
create index notification_newest on notify.notification (tenant_id, user_id, created_at desc);

alter table notify.notification enable row level security;
alter table notify.notification force row level security;
create policy of_tenant on notify.notification to workforce_app
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
grant select, insert, update on notify.notification to workforce_app;
