-- People: clinics and who works there, what they can do and should be able to do, when they were due and when they came.
-- An employee here is a person; what the agents make of the rows (gaps, attendance, reliability) is computed and can be computed anew.

create schema people;
grant usage on schema people to workforce_app;

create table people.clinic (
    id uuid primary key,
    tenant_id uuid not null,
    -- The name without case, accents and punctuation: what two files mean by the same clinic.
    key text not null check (length(key) between 1 and 120),
    name text not null check (length(name) between 1 and 120),
    location text check (length(location) <= 200),
    -- IANA name. Times without an offset are times on the wall of the clinic.
    time_zone text not null check (length(time_zone) between 1 and 64),
    created_at timestamptz not null default now(),
    unique (tenant_id, key)
);

create table people.job_position (
    id uuid primary key,
    tenant_id uuid not null,
    key text not null check (length(key) between 1 and 120),
    name text not null check (length(name) between 1 and 120),
    description text check (length(description) <= 2000),
    created_at timestamptz not null default now(),
    unique (tenant_id, key)
);

create table people.employee (
    id uuid primary key,
    tenant_id uuid not null,
    -- The number the company gave; what files and time clocks call the employee by.
    number text not null check (length(number) between 1 and 40),
    name text not null check (length(name) between 1 and 120),
    email text check (length(email) between 3 and 254),
    position_id uuid not null references people.job_position (id),
    clinic_id uuid not null references people.clinic (id),
    manager_id uuid references people.employee (id),
    hired_on date not null,
    left_on date check (left_on >= hired_on),
    status text not null default 'active' check (status in ('active', 'on_leave', 'left')),
    -- Who this is when they sign in, where they do.
    person_id uuid references identity.person (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (manager_id <> id),
    check (status <> 'left' or left_on is not null)
);
create unique index employee_number on people.employee (tenant_id, lower(number));
create unique index employee_email on people.employee (tenant_id, lower(email)) where email is not null;
create unique index employee_person on people.employee (tenant_id, person_id) where person_id is not null;
create index employee_by_name on people.employee (tenant_id, name, id);
create index employee_by_position on people.employee (position_id);
create index employee_by_clinic on people.employee (clinic_id);
create index employee_by_manager on people.employee (manager_id) where manager_id is not null;

create table people.skill (
    id uuid primary key,
    tenant_id uuid not null,
    key text not null check (length(key) between 1 and 120),
    name text not null check (length(name) between 1 and 120),
    category text not null check (category in ('clinical', 'diagnostics', 'surgical', 'emergency', 'pharmacy', 'client_communication', 'admin', 'technology')),
    description text not null default '' check (length(description) <= 2000),
    typical_roles text[] not null default '{}' check (cardinality(typical_roles) <= 20),
    source text not null default 'manual' check (source in ('manual', 'agent_scout')),
    proposal_id uuid,
    created_at timestamptz not null default now(),
    check ((source = 'agent_scout') = (proposal_id is not null)),
    unique (tenant_id, key)
);

-- 0 none, 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it.
create table people.employee_skill (
    tenant_id uuid not null,
    employee_id uuid not null references people.employee (id) on delete cascade,
    skill_id uuid not null references people.skill (id),
    level smallint not null check (level between 0 and 5),
    updated_at timestamptz not null default now(),
    primary key (employee_id, skill_id)
);
create index employee_skill_by_skill on people.employee_skill (skill_id);

create table people.role_skill_expectation (
    tenant_id uuid not null,
    position_id uuid not null references people.job_position (id) on delete cascade,
    skill_id uuid not null references people.skill (id),
    level smallint not null check (level between 1 and 5),
    source text not null default 'manual' check (source in ('manual', 'agent_mapper')),
    proposal_id uuid,
    updated_at timestamptz not null default now(),
    check ((source = 'agent_mapper') = (proposal_id is not null)),
    primary key (position_id, skill_id)
);
create index role_skill_expectation_by_skill on people.role_skill_expectation (skill_id);

create table people.employee_skill_gap (
    tenant_id uuid not null,
    employee_id uuid not null references people.employee (id) on delete cascade,
    skill_id uuid not null references people.skill (id) on delete cascade,
    -- 0: the skill is missing entirely.
    current_level smallint not null check (current_level between 0 and 4),
    expected_level smallint not null check (expected_level between 1 and 5),
    -- When the gap was first seen; stays while there is one, however large.
    since timestamptz not null,
    check (current_level < expected_level),
    primary key (employee_id, skill_id)
);
create index employee_skill_gap_by_skill on people.employee_skill_gap (tenant_id, skill_id);

create table people.shift (
    id uuid primary key,
    tenant_id uuid not null,
    clinic_id uuid not null references people.clinic (id),
    employee_id uuid not null references people.employee (id) on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    status text not null default 'scheduled' check (status in ('scheduled', 'cancelled')),
    created_at timestamptz not null default now(),
    -- What two people who change it at once are told apart by.
    version integer not null default 1,
    check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
    unique (employee_id, starts_at)
);
create index shift_by_time on people.shift (tenant_id, starts_at);

-- Every file that was read, also those that were only checked or refused.
create table people.import (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    kind text not null check (kind in ('employees', 'shifts', 'punches')),
    file_name text not null check (length(file_name) between 1 and 255),
    size bigint not null check (size >= 0),
    sha256 bytea not null check (length(sha256) = 32),
    hints jsonb not null default '{}',
    -- checked: only looked at. refused: rows with errors, so nothing was stored. partial: the good rows were.
    status text not null check (status in ('checked', 'refused', 'partial', 'imported')),
    encoding text,
    rows integer not null default 0 check (rows >= 0),
    added integer not null default 0 check (added >= 0),
    changed integer not null default 0 check (changed >= 0),
    unchanged integer not null default 0 check (unchanged >= 0),
    failed integer not null default 0 check (failed between 0 and rows),
    error text,
    created_at timestamptz not null default now(),
    check (status <> 'imported' or (failed = 0 and error is null)),
    check (status <> 'partial' or failed > 0),
    check (status <> 'refused' or failed > 0 or error is not null)
);
create index import_newest on people.import (tenant_id, created_at desc, id desc);

-- The bytes, as long as somebody may still say "the good rows, then".
create table people.import_file (
    import_id uuid primary key references people.import (id) on delete cascade,
    tenant_id uuid not null,
    content bytea not null check (length(content) <= 20971520)
);

create table people.import_problem (
    import_id uuid not null references people.import (id) on delete cascade,
    place integer not null,
    tenant_id uuid not null,
    severity text not null check (severity in ('error', 'warning')),
    -- The line of the file, as a spreadsheet counts it; null for the file as a whole.
    row integer check (row > 0),
    column_name text,
    value text,
    message text not null,
    primary key (import_id, place)
);

create table people.punch (
    id uuid primary key,
    tenant_id uuid not null,
    employee_id uuid not null references people.employee (id) on delete cascade,
    kind text not null check (kind in ('in', 'out')),
    at timestamptz not null,
    source text not null check (source in ('clock', 'import', 'manual')),
    -- Of a punch that a person entered: who, and why. Where it stands for another one, that one is kept, removed.
    entered_by uuid,
    reason text check (length(reason) between 1 and 500),
    replaces uuid references people.punch (id) on delete cascade,
    -- A removed punch does not count. It stays, so that the file it came from does not bring it back.
    removed_at timestamptz,
    removed_by uuid,
    removed_reason text check (length(removed_reason) between 1 and 500),
    created_at timestamptz not null default now(),
    check ((source = 'manual') = (reason is not null)),
    check ((removed_at is null) = (removed_reason is null)),
    unique (employee_id, at, kind)
);
create index punch_by_time on people.punch (tenant_id, at);

create table people.attendance (
    shift_id uuid primary key references people.shift (id) on delete cascade,
    tenant_id uuid not null,
    employee_id uuid not null references people.employee (id) on delete cascade,
    -- Of the shift, so that ninety days of one employee are one range of one index.
    starts_at timestamptz not null,
    status text not null check (status in ('open', 'on_time', 'late', 'no_call_no_show', 'excused')),
    -- Whole minutes after the start, begun ones counted; null where no clock-in says.
    lateness_minutes integer check (lateness_minutes >= 0),
    clocked_in_at timestamptz,
    clocked_out_at timestamptz,
    agent_flags text[] not null default '{}' check (agent_flags <@ array['missing_in', 'missing_out', 'left_early']),
    excused_reason text check (length(excused_reason) between 1 and 500),
    excused_by uuid,
    updated_at timestamptz not null default now(),
    check (status <> 'late' or lateness_minutes > 0),
    check (status <> 'no_call_no_show' or (clocked_in_at is null and clocked_out_at is null)),
    check ((status = 'excused') = (excused_reason is not null))
);
create index attendance_by_employee on people.attendance (employee_id, starts_at desc);
create index attendance_by_time on people.attendance (tenant_id, starts_at);

create table people.reliability (
    employee_id uuid primary key references people.employee (id) on delete cascade,
    tenant_id uuid not null,
    -- Null: too few shifts to say.
    score numeric(5, 2) check (score between 0 and 100),
    window_from timestamptz not null,
    window_to timestamptz not null check (window_to > window_from),
    shifts integer not null check (shifts >= 0),
    on_time integer not null check (on_time >= 0),
    late integer not null check (late >= 0),
    no_call_no_shows integer not null check (no_call_no_shows >= 0),
    -- What somebody was told of and has not recovered since, so that they are told once.
    flags text[] not null default '{}' check (flags <@ array['below_supervisor', 'below_hr', 'no_call_no_shows']),
    computed_at timestamptz not null default now(),
    check (shifts = on_time + late + no_call_no_shows)
);
create index reliability_lowest on people.reliability (tenant_id, score);

-- What somebody was told of, and what is to be done about it: an approved proposal of the Attendance Monitor.
create table people.attendance_case (
    id uuid primary key,
    tenant_id uuid not null,
    employee_id uuid not null references people.employee (id) on delete cascade,
    kind text not null check (kind in ('supervisor_notice', 'hr_notice', 'disciplinary_review')),
    -- One proposal opens one case.
    proposal_id uuid not null unique,
    reason text not null check (length(reason) between 1 and 2000),
    action text not null check (length(action) between 1 and 2000),
    opened_at timestamptz not null,
    closed_at timestamptz check (closed_at >= opened_at),
    closed_by uuid,
    outcome text check (outcome in ('spoken', 'plan', 'warning', 'unfounded', 'other')),
    closing_reason text check (length(closing_reason) between 1 and 2000),
    -- What two people who decide at once are told apart by.
    version integer not null default 1,
    check ((closed_at is null) = (outcome is null) and (closed_at is null) = (closing_reason is null))
);
create index attendance_case_by_employee on people.attendance_case (employee_id, opened_at desc);
create index attendance_case_newest on people.attendance_case (tenant_id, opened_at desc);
-- Who closed it and opened it again is in the audit trail.
create index audit_entry_of_case on identity.audit_entry (target_id, id) where target_type = 'attendance_case';

do $$
declare t text;
begin
    -- A table of this schema without tenant_id would fail here, which is the point. The owner fills the sample company's.
    for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'people' and c.relkind = 'r'
    loop
        execute format('alter table people.%I enable row level security', t);
        execute format('alter table people.%I force row level security', t);
        execute format('create policy of_tenant on people.%I to workforce_app, current_user using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', t);
    end loop;
end $$;
grant select, insert, update, delete on all tables in schema people to workforce_app;

-- What agents wake on. A statement is one event, however many rows it writes, and one that writes none wakes nobody.
create trigger punch_wakes after insert on people.punch referencing new table as changed for each statement execute function agents.wake('people.punch');
create trigger punch_change_wakes after update on people.punch referencing new table as changed for each statement execute function agents.wake('people.punch');
create trigger shift_wakes after insert on people.shift referencing new table as changed for each statement execute function agents.wake('people.shift');
create trigger shift_change_wakes after update on people.shift referencing new table as changed for each statement execute function agents.wake('people.shift');
create trigger shift_end_wakes after delete on people.shift referencing old table as changed for each statement execute function agents.wake('people.shift');
create trigger skill_wakes after insert on people.skill referencing new table as changed for each statement execute function agents.wake('people.skill');
create trigger role_wakes after insert on people.job_position referencing new table as changed for each statement execute function agents.wake('people.role');
create trigger role_change_wakes after update on people.job_position referencing new table as changed for each statement execute function agents.wake('people.role');
create trigger expectation_wakes after insert on people.role_skill_expectation referencing new table as changed for each statement execute function agents.wake('people.expectation');
create trigger expectation_change_wakes after update on people.role_skill_expectation referencing new table as changed for each statement execute function agents.wake('people.expectation');
create trigger expectation_end_wakes after delete on people.role_skill_expectation referencing old table as changed for each statement execute function agents.wake('people.expectation');
create trigger employee_skill_wakes after insert on people.employee_skill referencing new table as changed for each statement execute function agents.wake('people.employee_skill');
create trigger employee_skill_change_wakes after update on people.employee_skill referencing new table as changed for each statement execute function agents.wake('people.employee_skill');
create trigger employee_wakes after insert on people.employee referencing new table as changed for each statement execute function agents.wake('people.employee');
create trigger employee_change_wakes after update on people.employee referencing new table as changed for each statement execute function agents.wake('people.employee');
