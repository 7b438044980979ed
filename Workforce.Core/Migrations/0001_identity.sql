-- Who may come in: tenants, people, API keys, the keys that protect tokens, and the audit trail.
-- Every table that a tenant can own is under forced row-level security. A sign-in happens before the tenant is known:
-- those few look-ups set workforce.scope = 'sign_in' for their own transaction.

create schema identity;
grant usage on schema identity to workforce_app;

create function identity.signing_in() returns boolean
    language sql stable
    as $$ select coalesce(current_setting('workforce.scope', true), '') = 'sign_in' $$;

create table identity.tenant (
    id uuid primary key,
    name text not null check (length(name) between 1 and 120),
    created_at timestamptz not null default now()
);

create table identity.person (
    id uuid primary key,
    tenant_id uuid not null references identity.tenant (id),
    email text not null check (length(email) between 3 and 254),
    normalized_email text not null unique,
    display_name text not null check (length(display_name) between 1 and 120),
    role text not null check (role in ('admin', 'manager', 'member')),
    password_hash text,
    security_stamp text not null,
    concurrency_stamp text not null,
    access_failed_count integer not null default 0 check (access_failed_count >= 0),
    lockout_end timestamptz,
    created_at timestamptz not null default now()
);
create index person_by_tenant on identity.person (tenant_id);

create table identity.api_key (
    id uuid primary key,
    tenant_id uuid not null references identity.tenant (id),
    user_id uuid not null references identity.person (id),
    name text not null check (length(name) between 1 and 80),
    prefix text not null,
    -- SHA-256 of a 256-bit random key: nothing to guess, so no slow hash is needed.
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null check (cardinality(scopes) > 0
        and array_to_string(scopes, ' ') ~ '^((tasks|statements|read|admin|worker(:[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?)?)( |$))+$'),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
);
create index api_key_by_tenant on identity.api_key (tenant_id, user_id);

-- The ring of ASP.NET Core's data protection, so that every replica of the Api reads the others' tokens. Belongs to no tenant.
create table identity.data_protection_key (
    id bigint generated always as identity primary key,
    friendly_name text not null,
    xml text not null,
    created_at timestamptz not null default now()
);

create table identity.audit_entry (
    id bigint generated always as identity primary key,
    tenant_id uuid not null references identity.tenant (id),
    user_id uuid,
    api_key_id uuid,
    at timestamptz not null default now(),
    action text not null,
    target_type text not null,
    target_id text,
    detail jsonb,
    ip text,
    trace_id text
);
create index audit_entry_newest on identity.audit_entry (tenant_id, id desc);

alter table identity.tenant enable row level security;
alter table identity.tenant force row level security;
create policy tenant_itself on identity.tenant to workforce_app
    using (id = jobs.current_tenant() or identity.signing_in()) with check (id = jobs.current_tenant());

alter table identity.person enable row level security;
alter table identity.person force row level security;
create policy person_of_tenant on identity.person to workforce_app
    using (tenant_id = jobs.current_tenant() or identity.signing_in())
    with check (tenant_id = jobs.current_tenant() or identity.signing_in());

alter table identity.api_key enable row level security;
alter table identity.api_key force row level security;
create policy api_key_of_tenant on identity.api_key to workforce_app
    using (tenant_id = jobs.current_tenant() or identity.signing_in())
    with check (tenant_id = jobs.current_tenant());

alter table identity.audit_entry enable row level security;
alter table identity.audit_entry force row level security;
create policy audit_entry_of_tenant on identity.audit_entry to workforce_app
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());

grant select on identity.tenant to workforce_app;
grant select, update on identity.person to workforce_app;
grant select, insert, update on identity.api_key to workforce_app;
grant select, insert on identity.data_protection_key to workforce_app;
-- The trail is append-only: no update, no delete.
grant select, insert on identity.audit_entry to workforce_app;
