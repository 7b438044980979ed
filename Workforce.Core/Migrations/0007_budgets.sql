-- What models may cost, what they cost, and what was said to them.
--
-- A day is a UTC day. Use is counted per scope and day in budget_use, so a new day begins at nothing without anybody resetting
-- anything. A run's use is counted for its whole life, under the day 1970-01-01.
-- What a call may cost at worst is reserved before it and replaced by what it did cost after it.

-- Ceilings that a tenant set for itself; '*' is for every department, agent or run that has none of its own. What is not here
-- has the ceiling that agents.budget_cap states: no row never means no ceiling, and 0 means nothing may be spent.
-- An agent in the registry has its ceiling there (agents.agent).
create table agents.budget (
    tenant_id  uuid          not null,
    scope      text          not null check (scope in ('tenant', 'department', 'agent', 'run')),
    name       text          not null default '*' check (length(name) between 1 and 120),
    tokens     bigint        not null check (tokens >= 0),
    usd        numeric(18,9) not null check (usd >= 0),
    updated_at timestamptz   not null default now(),
    updated_by uuid,
    primary key (tenant_id, scope, name)
);

-- What an administrator added to one day of one scope.
create table agents.budget_lift (
    id        uuid          primary key,
    tenant_id uuid          not null,
    day       date          not null,
    scope     text          not null check (scope in ('tenant', 'department', 'agent', 'run')),
    name      text          not null,
    tokens    bigint        not null default 0 check (tokens >= 0),
    usd       numeric(18,9) not null default 0 check (usd >= 0),
    lifted_by uuid          not null,
    why       text          not null check (length(why) between 1 and 400),
    lifted_at timestamptz   not null default now(),
    check (tokens > 0 or usd > 0)
);
create index budget_lift_of_day on agents.budget_lift (tenant_id, day, scope, name);

-- What was really used. More than the ceiling is possible and told as it was: a vendor may count more than could be foreseen.
create table agents.budget_use (
    tenant_id uuid          not null,
    day       date          not null,
    scope     text          not null check (scope in ('tenant', 'department', 'agent', 'run')),
    name      text          not null,
    tokens    bigint        not null default 0 check (tokens >= 0),
    usd       numeric(18,9) not null default 0 check (usd >= 0),
    calls     bigint        not null default 0,
    denials   bigint        not null default 0,
    -- Tells which runs are long over: theirs is the one use that is not of a day.
    used_at   timestamptz   not null default now(),
    primary key (tenant_id, day, scope, name)
);

-- What calls under way may cost at worst. A row counts until it is settled or released, or until expires_at: what a killed
-- process had reserved is free again at that instant, whether or not anybody has swept the row away by then.
create table agents.budget_reservation (
    id          uuid          primary key,
    tenant_id   uuid          not null,
    day         date          not null,
    run_id      uuid,
    agent_id    text          not null,
    department  text          not null,
    tokens      bigint        not null check (tokens >= 0),
    usd         numeric(18,9) not null check (usd >= 0),
    holder      text          not null,
    reserved_at timestamptz   not null,
    expires_at  timestamptz   not null check (expires_at > reserved_at)
);
create index budget_reservation_of_day on agents.budget_reservation (tenant_id, day, expires_at);

-- Once per scope and day: four fifths of a ceiling are used.
create table agents.budget_alert (
    tenant_id  uuid          not null,
    day        date          not null,
    scope      text          not null check (scope in ('tenant', 'department', 'agent')),
    name       text          not null,
    unit       text          not null check (unit in ('tokens', 'usd')),
    used       numeric(18,9) not null,
    cap        numeric(18,9) not null,
    alerted_at timestamptz   not null,
    primary key (tenant_id, day, scope, name)
);

-- Every call of a model, and every one that was refused, replayed or answered without a model: the usage log and the trace of a run.
create table agents.model_call (
    id               uuid          primary key,
    tenant_id        uuid          not null,
    run_id           uuid,
    agent_id         text          not null,
    department       text          not null,
    -- What was asked, e.g. tag.categories, and the conversation it was asked in.
    question         text          not null,
    thread_id        uuid          not null,
    profile          text          not null,
    model_asked      text          not null,
    model_used       text          not null,
    provider         text          not null,
    -- From 1, over all tries of one question: retries, fallbacks, repairs and rounds of tools.
    attempt          smallint      not null check (attempt >= 1),
    input_tokens     bigint        not null default 0 check (input_tokens >= 0),
    output_tokens    bigint        not null default 0 check (output_tokens >= 0),
    cached_tokens    bigint        not null default 0 check (cached_tokens >= 0),
    reasoning_tokens bigint        not null default 0 check (reasoning_tokens >= 0),
    -- True: the server did not say (or not believably), so the counts are ours.
    estimated        boolean       not null default false,
    cost_usd         numeric(18,9) not null default 0 check (cost_usd >= 0),
    latency_ms       integer       not null check (latency_ms >= 0),
    first_token_ms   integer       check (first_token_ms >= 0),
    status           text          not null check (status in ('ok', 'repaired', 'rejected_budget', 'rate_limited', 'error', 'timeout', 'cancelled', 'offline', 'replayed')),
    error            text,
    tool_calls       jsonb         not null default '[]',
    schema_problems  jsonb         not null default '[]',
    -- The thread's messages below this number were sent; the reply, if there was one, is the message of this number.
    messages         integer       not null default 0 check (messages >= 0),
    created_at       timestamptz   not null,
    constraint model_call_told check (status in ('ok', 'repaired', 'offline', 'replayed') or error is not null),
    constraint model_call_free check (status not in ('rejected_budget', 'offline', 'replayed') or cost_usd = 0)
);
create index model_call_of_run on agents.model_call (tenant_id, run_id, created_at) where run_id is not null;
create index model_call_by_day on agents.model_call (tenant_id, created_at);
create index model_call_by_agent on agents.model_call (tenant_id, agent_id, created_at);
create index model_call_by_model on agents.model_call (tenant_id, model_used, created_at);

-- What was said, each message once however many calls carried it, so that a run's trace grows with what is new in it.
create table agents.model_message (
    tenant_id uuid    not null,
    thread_id uuid    not null,
    n         integer not null check (n >= 0),
    role      text    not null,
    content   text    not null,
    said_at   timestamptz not null default now(),
    primary key (tenant_id, thread_id, n)
);
create index model_message_by_time on agents.model_message (tenant_id, said_at);

-- What the calls of a day came to that are no longer kept one by one: taken away from there and added here in one statement, so
-- that both together are every call there ever was, once.
create table agents.spend_day (
    tenant_id     uuid          not null,
    day           date          not null,
    department    text          not null,
    agent_id      text          not null,
    model_used    text          not null,
    calls         bigint        not null,
    failed        bigint        not null,
    input_tokens  bigint        not null,
    output_tokens bigint        not null,
    cached_tokens bigint        not null,
    cost_usd      numeric(18,9) not null,
    primary key (tenant_id, day, department, agent_id, model_used)
);

do $$
declare t text;
begin
    foreach t in array array['budget', 'budget_lift', 'budget_use', 'budget_reservation', 'budget_alert', 'model_call', 'model_message', 'spend_day'] loop
        execute format('alter table agents.%I enable row level security', t);
        execute format('alter table agents.%I force row level security', t);
        execute format('create policy of_tenant on agents.%I to workforce_app using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', t);
    end loop;
end $$;
grant select, insert, update on agents.budget, agents.budget_use to workforce_app;
grant select, insert, delete on agents.budget_reservation to workforce_app;
-- What happened stays as it happened.
grant select, insert on agents.budget_lift, agents.budget_alert, agents.model_message to workforce_app;
-- The last word on a call comes after it: whether its reply fitted the schema.
grant select, insert, update (status, error, schema_problems, tool_calls) on agents.model_call to workforce_app;
grant select, insert, update on agents.spend_day to workforce_app;
-- What is old is pruned (Retention). What is not stays, whoever asks.
grant delete on agents.model_call, agents.model_message, agents.budget_use to workforce_app;
create policy old_enough on agents.model_call as restrictive for delete to workforce_app using (created_at < now() - interval '7 days');
create policy old_enough on agents.model_message as restrictive for delete to workforce_app using (said_at < now() - interval '7 days');
create policy old_enough on agents.budget_use as restrictive for delete to workforce_app using (scope = 'run' and used_at < now() - interval '7 days');

-- The scopes of a call, outermost first, each with the day its use is counted under.
create function agents.budget_scopes(of_day date, of_tenant uuid, of_department text, of_agent text, of_run uuid)
    returns table (rank integer, scope text, name text, day date)
    language sql immutable
    as $$
    select * from (values
        (1, 'tenant', of_tenant::text, of_day),
        (2, 'department', of_department, of_day),
        (3, 'agent', of_agent, of_day),
        (4, 'run', of_run::text, date '1970-01-01')) as s (rank, scope, name, day)
    where s.name is not null
    $$;

-- What a scope may use on a day: the registry's ceiling of an agent, else the tenant's own, else the default stated here, plus
-- what was lifted.
create function agents.budget_cap(of_tenant uuid, of_day date, of_scope text, of_name text, out tokens bigint, out usd numeric)
    language sql stable
    as $$
    select coalesce(a.daily_token_budget, own.tokens, every.tokens, d.tokens) + coalesce(l.tokens, 0),
           coalesce(a.daily_cost_budget_usd, own.usd, every.usd, d.usd) + coalesce(l.usd, 0)
    from (values ('tenant', 1000000::bigint, 20::numeric), ('department', 500000, 10), ('agent', 50000, 1), ('run', 50000, 1)) as d (scope, tokens, usd)
    left join agents.agent a on of_scope = 'agent' and a.tenant_id = of_tenant and a.agent_id = of_name
    left join agents.budget own on own.tenant_id = of_tenant and own.scope = d.scope and own.name = of_name
    left join agents.budget every on every.tenant_id = of_tenant and every.scope = d.scope and every.name = '*'
    left join lateral (
        select sum(b.tokens)::bigint as tokens, sum(b.usd) as usd from agents.budget_lift b
        where b.tenant_id = of_tenant and b.day = of_day and b.scope = of_scope and b.name = of_name) l on true
    where d.scope = of_scope
    $$;

-- Use of each scope of a call at an instant: settled, and reserved by calls under way.
create function agents.budget_state(of_day date, of_tenant uuid, of_department text, of_agent text, of_run uuid, at timestamptz)
    returns table (rank integer, scope text, name text, day date, cap_tokens bigint, cap_usd numeric, used_tokens bigint, used_usd numeric, reserved_tokens bigint, reserved_usd numeric)
    language sql stable
    as $$
    select s.rank, s.scope, s.name, s.day, c.tokens, c.usd, coalesce(u.tokens, 0), coalesce(u.usd, 0), coalesce(r.tokens, 0), coalesce(r.usd, 0)
    from agents.budget_scopes(of_day, of_tenant, of_department, of_agent, of_run) s
    cross join lateral agents.budget_cap(of_tenant, s.day, s.scope, s.name) c
    left join agents.budget_use u on u.tenant_id = of_tenant and u.day = s.day and u.scope = s.scope and u.name = s.name
    left join lateral (
        select sum(v.tokens)::bigint as tokens, sum(v.usd) as usd from agents.budget_reservation v
        where v.tenant_id = of_tenant and v.expires_at > at and (s.scope = 'run' or v.day = of_day)
            and case s.scope when 'tenant' then true when 'department' then v.department = s.name when 'agent' then v.agent_id = s.name else v.run_id = of_run end) r on true
    $$;

-- Reserves in every scope of a call, or in none. No row: reserved. A row: the outermost scope that has too little left, and how much.
create function agents.reserve_budget(
    reservation uuid, of_day date, of_tenant uuid, of_department text, of_agent text, of_run uuid,
    want_tokens bigint, want_usd numeric, by_holder text, at timestamptz, until timestamptz)
    returns table (scope text, name text, unit text, cap numeric, "left" numeric)
    language plpgsql
    as $$
#variable_conflict use_column
declare
    short record;
begin
    -- One at a time per tenant, and one lock only, so two calls can neither both take the last cent nor wait for each other.
    -- The statement below reads what is settled and what is reserved as of after the lock.
    perform pg_advisory_xact_lock(hashtextextended('agents.budget ' || of_tenant, 0));
    delete from agents.budget_reservation r where r.tenant_id = of_tenant and r.expires_at <= at;
    select * into short from (
        select s.*, u.unit, u.cap, greatest(u.cap - u.used, 0) as "left"
        from agents.budget_state(of_day, of_tenant, of_department, of_agent, of_run, at) s
        cross join lateral (values
            ('tokens', s.cap_tokens::numeric, (s.used_tokens + s.reserved_tokens)::numeric, want_tokens::numeric),
            ('usd', s.cap_usd, s.used_usd + s.reserved_usd, want_usd)) as u (unit, cap, used, want)
        where u.used + u.want > u.cap) t
        order by t.rank, t.unit limit 1;
    if not found then
        insert into agents.budget_reservation values (reservation, of_tenant, of_day, of_run, of_agent, of_department, want_tokens, want_usd, by_holder, at, until);
        return;
    end if;
    insert into agents.budget_use as u (tenant_id, day, scope, name, denials, used_at) values (of_tenant, short.day, short.scope, short.name, 1, at)
        on conflict (tenant_id, day, scope, name) do update set denials = u.denials + 1, used_at = excluded.used_at;
    return query select short.scope::text, short.name::text, short.unit::text, short.cap::numeric, short."left"::numeric;
end $$;

-- Puts what a call really used in the place of what was reserved for it, whether or not the reservation is still there.
-- Rows: the scopes that reached four fifths of a ceiling by it, once per scope and day.
create function agents.settle_budget(
    reservation uuid, of_day date, of_tenant uuid, of_department text, of_agent text, of_run uuid,
    took_tokens bigint, took_usd numeric, at timestamptz)
    returns setof agents.budget_alert
    language plpgsql
    as $$
begin
    delete from agents.budget_reservation r where r.id = reservation;
    -- Always in this order, so two settlements cannot wait for each other.
    insert into agents.budget_use as u (tenant_id, day, scope, name, tokens, usd, calls, used_at)
        select of_tenant, s.day, s.scope, s.name, took_tokens, took_usd, 1, at
        from agents.budget_scopes(of_day, of_tenant, of_department, of_agent, of_run) s order by s.rank
        on conflict (tenant_id, day, scope, name) do update
            set tokens = u.tokens + excluded.tokens, usd = u.usd + excluded.usd, calls = u.calls + 1, used_at = excluded.used_at;
    return query
        insert into agents.budget_alert (tenant_id, day, scope, name, unit, used, cap, alerted_at)
        select distinct on (s.rank) of_tenant, s.day, s.scope, s.name, u.unit, u.used, u.cap, at
        from agents.budget_state(of_day, of_tenant, of_department, of_agent, null, at) s
        cross join lateral (values ('tokens', s.used_tokens::numeric, s.cap_tokens::numeric), ('usd', s.used_usd, s.cap_usd)) as u (unit, used, cap)
        where u.used > 0 and u.used >= u.cap * 0.8
        order by s.rank, u.used / nullif(u.cap, 0) desc nulls first
        on conflict do nothing
        returning *;
end $$;
