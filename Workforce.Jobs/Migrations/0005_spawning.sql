-- Trees of jobs that are limited: a row for the root and one for every job below it.
create table jobs.spawn (
    tenant_id   uuid        not null,
    job_id      uuid        not null,
    root_id     uuid        not null,
    depth       smallint    not null,
    children    integer     not null default 0,
    -- Of the root alone.
    max_depth   smallint,
    max_fan_out integer,
    max_total   integer,
    total       integer     not null default 0,
    created_at  timestamptz not null default now(),
    constraint spawn_pk primary key (tenant_id, job_id),
    constraint spawn_root check ((job_id = root_id) = (depth = 0) and (depth = 0) = (max_depth is not null)
        and (max_depth is null) = (max_fan_out is null) and (max_depth is null) = (max_total is null)),
    constraint spawn_limits check (max_depth >= 0 and max_fan_out >= 0 and max_total >= 0)
) with (fillfactor = 70);
create index spawn_created on jobs.spawn using brin (created_at);
alter table jobs.spawn enable row level security;
alter table jobs.spawn force row level security;
create policy tenant on jobs.spawn for all to workforce_app
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
create policy engine on jobs.spawn for all to workforce_engine using (true) with check (true);
grant select, insert, update, delete on jobs.spawn to workforce_engine;
grant select, insert, update on jobs.spawn to workforce_app;

-- Counts children that are being stored below their parents, or refuses them all: their statement fails as a whole. A root
-- stays locked until the enqueueing transaction ends, so that two that add to one tree see each other.
-- WF001: no such parent. WF002: a limit of the tree is exceeded.
create function jobs.count_spawn(tenants uuid[], parents uuid[], children uuid[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
#variable_conflict use_column
declare
    bad record;
begin
    select p.parent_id into bad
    from (select distinct t as tenant_id, p as parent_id from unnest(tenants, parents) as u(t, p)) p
    where not exists (select from jobs.job j where j.tenant_id = p.tenant_id and j.id = p.parent_id)
      and not exists (select from jobs.job_history j where j.tenant_id = p.tenant_id and j.id = p.parent_id)
    limit 1;
    if found then
        raise exception 'ParentId % is no job of this tenant.', bad.parent_id using errcode = 'WF001';
    end if;
    perform from jobs.spawn r where (r.tenant_id, r.job_id) in (
        select s.tenant_id, s.root_id from unnest(tenants, parents) as u(t, p) join jobs.spawn s on s.tenant_id = u.t and s.job_id = u.p)
        order by r.tenant_id, r.job_id for update;
    if not found then
        return;
    end if;
    update jobs.spawn s set children = s.children + n.added
    from (select t, p, count(*) as added from unnest(tenants, parents) as u(t, p) group by t, p) n
    where s.tenant_id = n.t and s.job_id = n.p;
    update jobs.spawn r set total = r.total + n.added
    from (select s.tenant_id, s.root_id, count(*) as added from unnest(tenants, parents) as u(t, p) join jobs.spawn s on s.tenant_id = u.t and s.job_id = u.p
        group by s.tenant_id, s.root_id) n
    where r.tenant_id = n.tenant_id and r.job_id = n.root_id;
    select r.job_id, case
            when s.depth + 1 > r.max_depth then 'lets jobs spawn ' || r.max_depth || ' levels deep'
            when s.children > r.max_fan_out then 'lets a job spawn ' || r.max_fan_out || ' jobs'
            else 'lets ' || r.max_total || ' jobs be spawned in all' end as rule into bad
    from unnest(tenants, parents) as u(t, p) join jobs.spawn s on s.tenant_id = u.t and s.job_id = u.p
    join jobs.spawn r on r.tenant_id = s.tenant_id and r.job_id = s.root_id
    where s.depth + 1 > r.max_depth or s.children > r.max_fan_out or r.total > r.max_total
    limit 1;
    if found then
        raise exception 'The root job % %.', bad.job_id, bad.rule using errcode = 'WF002';
    end if;
    insert into jobs.spawn (tenant_id, job_id, root_id, depth)
    select s.tenant_id, u.c, s.root_id, s.depth + 1
    from unnest(tenants, parents, children) as u(t, p, c) join jobs.spawn s on s.tenant_id = u.t and s.job_id = u.p;
end $$;
revoke all on function jobs.count_spawn(uuid[], uuid[], uuid[]) from public;
grant execute on function jobs.count_spawn(uuid[], uuid[], uuid[]) to workforce_engine, workforce_app;
