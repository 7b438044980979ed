-- Transfers between a tenant's own accounts are paired, and checks about the person are counted per account and summed.

alter table finance.transaction
    -- Currency and size: what both sides of a transfer have in common. Null where a line can be no side of one. It is text
    -- because comparing text is leakproof: only then may an index serve a query under row-level security.
    add column pair_key text generated always as (
        case when pending or opening_balance or amount = 0 then null else currency || ' ' || trim_scale(abs(amount))::text end) stored,
    -- The other side in another account.
    add column other_side_id uuid references finance.transaction (id) on delete set null,
    -- There are candidates, and none of them is clearly the other side.
    add column other_side_unclear boolean not null default false,
    add check (other_side_id is null or not other_side_unclear);
-- A line is in one pair at most.
create unique index transaction_other_side on finance.transaction (other_side_id) where other_side_id is not null;
create index transaction_pair on finance.transaction (tenant_id, pair_key, date) where pair_key is not null;

alter table finance.account
    -- Since when a second look at the account is waiting, so that one is asked for once.
    add column look_again_at timestamptz,
    -- Its tallies are of before something changed for all checks; the next audit of any account sees to it.
    add column audit_due boolean not null default false;
update finance.account set audit_due = true;

-- What one account contributes to the checks about the person.
create table finance.tally (
    tenant_id uuid not null,
    account_id uuid not null references finance.account (id) on delete cascade,
    check_id text not null,
    key text not null,
    part text not null,
    count integer not null check (count > 0),
    sum numeric not null,
    currency text,
    first_date date not null,
    last_date date not null check (last_date >= first_date),
    line_ids uuid[] not null default '{}' check (cardinality(line_ids) <= 200),
    primary key (account_id, check_id, key, part)
);
create index tally_by_check on finance.tally (tenant_id, check_id, key, part);
alter table finance.tally enable row level security;
alter table finance.tally force row level security;
create policy of_tenant on finance.tally to workforce_app using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
grant select, insert, update, delete on finance.tally to workforce_app;

-- A finding about the person has no account. Of those that each account had, one stays: the one that was resolved, else the oldest.
alter table finance.finding alter column account_id drop not null;
delete from finance.finding f
using (
    select id, row_number() over (partition by tenant_id, key order by (resolved_at is null), created_at, id) as place
    from finance.finding
    where check_id not in ('statements.gaps', 'statements.balance', 'statements.continuity', 'records.mixed_use')
) double
where f.id = double.id and double.place > 1;
update finance.finding set account_id = null
where check_id not in ('statements.gaps', 'statements.balance', 'statements.continuity', 'records.mixed_use');
create unique index finding_of_person on finance.finding (tenant_id, key) where account_id is null;
