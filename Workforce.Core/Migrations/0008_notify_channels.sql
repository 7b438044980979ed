-- A notice, and how it reaches people: a delivery per person and channel. What is in the app is a delivery like the others.

-- Row-level security is forced, so it would hide these rows from an owner that is no superuser.
alter table notify.notification no force row level security;
alter table identity.person no force row level security;

alter table notify.notification
    -- Passes quiet hours and digests, where the person lets it.
    add column urgent boolean not null default false,
    -- What stands below the text, [{label, value}].
    add column facts jsonb not null default '[]';

create table notify.delivery (
    id uuid primary key,
    tenant_id uuid not null,
    notification_id uuid not null references notify.notification (id) on delete cascade,
    -- Null: it goes to a place of the company, not to a person.
    user_id uuid,
    channel text not null check (channel in ('in_app', 'email', 'slack', 'sms', 'push')),
    -- Which place of the company: everybody, or the roles it concerns.
    target text,
    status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'suppressed', 'digested')),
    -- Not sent before: quiet hours.
    not_before timestamptz,
    -- Waits for the digest of this time.
    digest_at timestamptz,
    -- The delivery that carried it.
    digest_id uuid references notify.delivery (id) on delete cascade,
    attempts integer not null default 0 check (attempts >= 0),
    resends integer not null default 0 check (resends >= 0),
    error text,
    -- What the provider calls it: a Message-ID, a message's sid.
    provider_id text,
    -- Of several addresses (browsers) of one person: those that have it.
    reached uuid[] not null default '{}',
    created_at timestamptz not null default now(),
    attempted_at timestamptz,
    sent_at timestamptz,
    read_at timestamptz,
    unique nulls not distinct (notification_id, user_id, channel),
    check ((channel = 'slack') = (user_id is null)),
    check ((target is not null) = (user_id is null)),
    check ((status = 'sent') = (sent_at is not null)),
    check ((status = 'digested') = (digest_id is not null)),
    check (status not in ('failed', 'suppressed') or error is not null),
    check (read_at is null or channel = 'in_app')
);
create index delivery_bell on notify.delivery (tenant_id, user_id, created_at desc, notification_id) where channel = 'in_app';
create index delivery_newest on notify.delivery (tenant_id, created_at desc, id desc);
create index delivery_of_digest on notify.delivery (digest_id) where digest_id is not null;
create index delivery_for_digest on notify.delivery (tenant_id, user_id, channel, digest_at) where status = 'pending' and digest_at is not null;

-- What was told so far went to one person, or to all there are.
insert into notify.delivery (id, tenant_id, notification_id, user_id, channel, status, created_at, sent_at, read_at)
select gen_random_uuid(), n.tenant_id, n.id, p.id, 'in_app', 'sent', n.created_at, n.created_at, n.read_at
from notify.notification n
join identity.person p on p.tenant_id = n.tenant_id and (n.user_id is null or p.id = n.user_id);

drop index notify.notification_newest;
alter table notify.notification drop column user_id, drop column read_at;
create index notification_newest on notify.notification (tenant_id, created_at desc);

alter table notify.notification force row level security;
alter table identity.person force row level security;

-- What a person wants otherwise than by default.
create table notify.preference (
    tenant_id uuid not null,
    user_id uuid not null references identity.person (id) on delete cascade,
    group_name text not null,
    channel text not null check (channel in ('in_app', 'email', 'sms', 'push')),
    wanted boolean not null,
    primary key (tenant_id, user_id, group_name, channel)
);

-- What goes to the company's Slack otherwise than by default.
create table notify.slack_choice (
    tenant_id uuid not null,
    group_name text not null,
    wanted boolean not null,
    primary key (tenant_id, group_name)
);

create table notify.person_settings (
    tenant_id uuid not null,
    user_id uuid not null references identity.person (id) on delete cascade,
    -- IANA; quiet hours and the hour of the digest are read on its clocks.
    time_zone text not null default 'UTC',
    quiet_from time,
    quiet_to time,
    urgent_passes boolean not null default true,
    digest text not null default 'off' check (digest in ('off', 'daily', 'weekly')),
    digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
    -- 0: Sunday.
    digest_day smallint not null default 1 check (digest_day between 0 and 6),
    -- E.164, once its owner has given back the code that was sent to it.
    phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    phone_pending text check (phone_pending ~ '^\+[1-9][0-9]{6,14}$'),
    phone_code_hash bytea,
    phone_code_ends_at timestamptz,
    phone_code_tries smallint not null default 0,
    -- Why no code could be sent.
    phone_error text,
    primary key (tenant_id, user_id),
    check ((quiet_from is null) = (quiet_to is null)),
    check (quiet_from <> quiet_to)
);

-- Browsers that asked to be told. The address and the keys are the browser's: who has them can only send, not read.
create table notify.push_subscription (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null references identity.person (id) on delete cascade,
    endpoint text not null check (length(endpoint) <= 2000),
    -- The browser's public key (uncompressed P-256) and shared secret, RFC 8291.
    p256dh bytea not null check (length(p256dh) = 65),
    auth bytea not null check (length(auth) = 16),
    label text not null,
    created_at timestamptz not null default now(),
    last_sent_at timestamptz,
    unique (tenant_id, endpoint)
);
create index push_subscription_of_person on notify.push_subscription (tenant_id, user_id);

-- What the workers are configured for: yes or no, and what browsers need to subscribe. Never a secret.
create table notify.configured_channel (
    tenant_id uuid not null,
    channel text not null check (channel in ('in_app', 'email', 'slack', 'sms', 'push')),
    configured boolean not null,
    public_key text,
    updated_at timestamptz not null default now(),
    primary key (tenant_id, channel)
);

do $$
declare t text;
begin
    foreach t in array array['delivery', 'preference', 'slack_choice', 'person_settings', 'push_subscription', 'configured_channel'] loop
        execute format('alter table notify.%I enable row level security', t);
        execute format('alter table notify.%I force row level security', t);
        execute format('create policy of_tenant on notify.%I to workforce_app
            using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', t);
        execute format('grant select, insert, update on notify.%I to workforce_app', t);
    end loop;
end $$;
grant delete on notify.preference, notify.slack_choice, notify.push_subscription, notify.delivery to workforce_app;
-- What is old is pruned (Retention). What is not, or is still to be sent, stays, whoever asks. The notice itself stays for ever: its key is what keeps it from being told twice.
create policy old_enough on notify.delivery as restrictive for delete to workforce_app using (created_at < now() - interval '7 days' and status <> 'pending');
