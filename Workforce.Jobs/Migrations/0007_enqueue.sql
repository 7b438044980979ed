-- Enqueueing from SQL: triggers, other languages, psql. The same rules and messages as in the client.

-- Sorts by time, as those of the client do: RFC 9562, version 7.
create function jobs.new_id() returns uuid
    language sql volatile parallel safe set search_path = pg_catalog, pg_temp
    return (select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(random, 14))::uuid
        from (select replace(gen_random_uuid()::text, '-', '') as random) r);

-- What worker processes of the last day do. Runs as the owner, because their table is nobody else's business.
create function jobs.known_kinds() returns text[]
    language sql stable security definer set search_path = pg_catalog, pg_temp
    return array(select distinct kind from jobs.worker cross join lateral unnest(kinds) as kind order by kind);

-- Stores one job in the caller's transaction. `existing` says that the key was taken and nothing was stored. `ring` wakes workers
-- when the transaction commits; whoever enqueues thousands a second turns it off, because such commits wait for each other, and
-- the jobs are found within a second all the same.
create function jobs.enqueue(
    tenant_id uuid, kind text, payload json,
    delay interval default null, scheduled_for timestamptz default null, priority integer default 5, idempotency_key text default null,
    user_id uuid default null, correlation_id uuid default null, parent_id uuid default null, source text default null,
    max_attempts integer default 3, timeout interval default '5 minutes', deadline timestamptz default null, tags text[] default '{}',
    keys text[] default null, needs text[] default null, costs jsonb default null, ring boolean default true)
    returns table (job_id uuid, existing boolean)
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
#variable_conflict use_column
declare
    new_id uuid        := jobs.new_id();
    queue  text        := split_part(enqueue.kind, '.', 1);
    due_at timestamptz := coalesce(enqueue.scheduled_for, now() + coalesce(enqueue.delay, interval '0'));
    known  text[]      := jobs.known_kinds() || array(
        select distinct kind from jobs.attached_worker a cross join lateral unnest(a.kinds) as kind where a.tenant_id = enqueue.tenant_id order by kind);
    bad    text;
begin
    -- Sorted, so that the same names are the same lane.
    enqueue.keys := (select array_agg(n order by n collate "C") from unnest(enqueue.keys) n);
    enqueue.needs := (select array_agg(n order by n collate "C") from unnest(enqueue.needs) n);
    bad := case
        when enqueue.tenant_id is null then 'tenant_id is null.'
        when enqueue.kind !~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$' or enqueue.kind is null then
            format('''%s'' is not a job kind: expected queue.intent in lower case, e.g. tag.categorize.', enqueue.kind)
        when known <> '{}' and not exists (select from unnest(known) k where split_part(k, '.', 1) = queue) then
            format('Queue ''%s'' is not known: no worker process of the last day has it. There are %s.', queue,
                (select string_agg(distinct split_part(k, '.', 1), ', ') from unnest(known) k))
        when known <> '{}' and enqueue.kind <> all (known) then
            format('Kind ''%s'' is not known: no worker process of the last day does it. Queue %s has %s.', enqueue.kind, queue,
                (select string_agg(k, ', ') from unnest(known) k where split_part(k, '.', 1) = queue))
        when enqueue.payload is null then 'payload is null; expected JSON.'
        when octet_length(enqueue.payload::text) > 1048576 then
            format('payload has %s bytes; the limit is 1048576 (1 MiB). Store large content elsewhere and pass its address.', octet_length(enqueue.payload::text))
        when enqueue.delay < interval '0' then format('delay is %s; expected zero or more.', enqueue.delay)
        when enqueue.delay is not null and enqueue.scheduled_for is not null then 'delay and scheduled_for are both given; expected one of them.'
        when enqueue.priority is null or enqueue.priority not between 1 and 10 then format('priority is %s; expected 1 (first) to 10 (last).', enqueue.priority)
        when enqueue.max_attempts is null or enqueue.max_attempts not between 1 and 1000 then format('max_attempts is %s; expected 1 to 1000.', enqueue.max_attempts)
        when enqueue.timeout is null or enqueue.timeout <= interval '0' or enqueue.timeout > interval '24 days' then
            format('timeout is %s; expected more than zero and at most 24 days.', enqueue.timeout)
        when enqueue.deadline <= due_at then format('deadline is %s, not after the time it is due, %s; it could never run.', enqueue.deadline, due_at)
        when length(enqueue.idempotency_key) not between 1 and 400 then
            format('idempotency_key has %s characters; expected 1 to 400.', length(enqueue.idempotency_key))
        when enqueue.idempotency_key like '~%' then 'idempotency_key begins with ''~'', which marks the engine''s own keys.'
        when cardinality(enqueue.keys) > 10 or cardinality(enqueue.needs) > 10 then 'keys and needs may have 10 entries each.'
        when exists (select from unnest(enqueue.keys || enqueue.needs) n where n is null or length(n) not between 1 and 200) then
            'keys and needs may have entries of 1 to 200 characters.'
        when jsonb_typeof(enqueue.costs) <> 'object' then 'costs is no object.'
        when exists (select from jsonb_each(enqueue.costs) c where c.key !~ '^[a-z][a-z0-9_]*$' or c.key in ('running', 'starts') or jsonb_typeof(c.value) <> 'number'
                or c.value < '0' or c.value > '1000000000000000') then
            'costs has a unit that is not lower case letters, digits and _, or is running or starts, or an amount that is not 0 to 10^15.'
    end;
    if bad is not null then
        raise exception '%', bad using errcode = 'invalid_parameter_value';
    end if;
    enqueue.costs := nullif(enqueue.costs, '{}');

    if enqueue.idempotency_key is not null then
        -- A key that another transaction is just taking is waited for.
        insert into jobs.idempotency (tenant_id, key, job_id, correlation_id)
        values (enqueue.tenant_id, enqueue.idempotency_key, new_id, coalesce(enqueue.correlation_id, new_id)) on conflict do nothing;
        if not found then
            return query select i.job_id, true from jobs.idempotency i where i.tenant_id = enqueue.tenant_id and i.key = enqueue.idempotency_key;
            return;
        end if;
    end if;
    insert into jobs.job (tenant_id, id, user_id, correlation_id, parent_id, due_at, rank_at, deadline, timeout_ms, priority, max_attempts,
        queue, kind, source, idempotency_key, tags, keys, needs, costs, lane, payload)
    values (enqueue.tenant_id, new_id, enqueue.user_id, coalesce(enqueue.correlation_id, new_id), enqueue.parent_id, due_at,
        case when due_at <= now() then jobs.rank_at(due_at, enqueue.priority::smallint, enqueue.deadline) end, enqueue.deadline,
        ceil(extract(epoch from enqueue.timeout) * 1000)::integer, enqueue.priority, enqueue.max_attempts, queue, enqueue.kind, enqueue.source,
        enqueue.idempotency_key, coalesce(enqueue.tags, '{}'), enqueue.keys, enqueue.needs, enqueue.costs, jobs.lane_of(enqueue.keys, enqueue.needs), enqueue.payload);
    if enqueue.parent_id is not null then
        perform jobs.count_spawn(array[enqueue.tenant_id], array[enqueue.parent_id], array[new_id]);
    end if;
    insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
    values (enqueue.tenant_id, 'enqueued', queue, enqueue.kind, enqueue.source, array[new_id], array[coalesce(enqueue.correlation_id, new_id)], array[0::smallint]);
    if enqueue.ring then
        perform pg_notify('workforce_jobs', 'sql|*events,' || queue);
    end if;
    return query select new_id, false;
end $$;

revoke all on function jobs.known_kinds() from public;
grant execute on function jobs.known_kinds() to workforce_engine, workforce_app;
