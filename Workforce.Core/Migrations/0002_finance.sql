-- Finance: statements and receipts as uploaded, the lines read from them, and what the employees made of the lines.

create schema finance;
grant usage on schema finance to workforce_app;

create table finance.account (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    -- What makes two files speak of the same account: bank and account id, else the layout of the export.
    key text not null,
    account_ref text,
    bank_ref text,
    name text not null,
    type text not null check (type in ('unknown', 'checking', 'savings', 'credit_card', 'cash', 'investment', 'loan')),
    currency text check (currency ~ '^[A-Z]{3}$'),
    created_at timestamptz not null default now(),
    unique (tenant_id, key)
);

create table finance.statement (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    file_name text not null check (length(file_name) between 1 and 255),
    size bigint not null check (size >= 0),
    sha256 bytea not null check (length(sha256) = 32),
    hints jsonb,
    correlation_id uuid not null,
    -- The employee that has it, or had it last.
    stage text not null default 'prime' check (stage in ('prime', 'byte', 'tag', 'crystal', 'ledger', 'notifications')),
    status text not null default 'uploaded'
        check (status in ('uploaded', 'processing', 'completed', 'partial', 'empty', 'rejected')),
    format text check (format in ('ofx1', 'ofx2', 'qfx', 'qif', 'csv', 'mt940', 'camt052', 'camt053', 'pdf_text', 'pdf_image')),
    outcome text check (outcome in ('ok', 'ok_no_bank_lines', 'empty', 'partial', 'rejected')),
    error text,
    accounts integer not null default 0,
    transactions integer not null default 0,
    added integer not null default 0,
    sums jsonb not null default '{}',
    currencies text[] not null default '{}',
    first_date date,
    last_date date,
    problems jsonb not null default '[]',
    receipts_matched integer not null default 0,
    categorised integer not null default 0,
    recurring integer not null default 0,
    insights integer not null default 0,
    findings integer not null default 0,
    uploaded_at timestamptz not null default now(),
    completed_at timestamptz,
    -- Done exactly when a last word was said.
    check ((completed_at is not null) = (status in ('completed', 'partial', 'empty', 'rejected'))),
    check ((status = 'rejected') = (error is not null)),
    -- The same file twice is the same statement.
    unique (tenant_id, sha256)
);
create index statement_newest on finance.statement (tenant_id, uploaded_at desc, id desc);
create index statement_by_correlation on finance.statement (correlation_id);

create table finance.statement_file (
    statement_id uuid primary key references finance.statement (id) on delete cascade,
    tenant_id uuid not null,
    content bytea not null check (length(content) <= 20971520)
);

create table finance.statement_account (
    statement_id uuid not null references finance.statement (id) on delete cascade,
    account_id uuid not null references finance.account (id),
    tenant_id uuid not null,
    first_date date,
    last_date date,
    -- The last day of which it shows a booked line, else a line: which of two statements of an account is the newer one.
    as_of date,
    transactions integer not null,
    balances jsonb not null default '[]',
    primary key (statement_id, account_id)
);
create index statement_account_by_account on finance.statement_account (account_id);

create table finance.receipt (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    file_name text not null check (length(file_name) between 1 and 255),
    media_type text not null,
    size bigint not null check (size >= 0),
    sha256 bytea not null check (length(sha256) = 32),
    correlation_id uuid not null,
    status text not null default 'uploaded' check (status in ('uploaded', 'matched', 'unmatched', 'not_a_receipt', 'rejected')),
    document text check (document in ('receipt', 'invoice', 'payslip', 'other')),
    merchant text,
    date date,
    total numeric,
    tax numeric,
    currency text check (currency ~ '^[A-Z]{3}$'),
    -- Empty where Byte looked and found none.
    supplier_tax_number text,
    match_score numeric(4, 3) check (match_score between 0 and 1),
    problems jsonb not null default '[]',
    error text,
    uploaded_at timestamptz not null default now(),
    check ((status = 'rejected') = (error is not null)),
    unique (tenant_id, sha256)
);
create index receipt_newest on finance.receipt (tenant_id, uploaded_at desc, id desc);

create table finance.receipt_file (
    receipt_id uuid primary key references finance.receipt (id) on delete cascade,
    tenant_id uuid not null,
    content bytea not null check (length(content) <= 20971520)
);

create table finance.transaction (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    account_id uuid not null references finance.account (id),
    -- The statement that brought it first, null once that was deleted.
    statement_id uuid references finance.statement (id) on delete set null,
    -- Null only for a line that the bank has not booked.
    date date check (date is not null or pending),
    other_date date,
    -- With the decimals the file writes, none lost: some currencies have three.
    amount numeric not null,
    currency text check (currency ~ '^[A-Z]{3}$'),
    description text not null,
    counterparty text,
    merchant text,
    merchant_key text,
    bank_reference text,
    check_number text,
    stated_category text,
    pending boolean not null default false,
    opening_balance boolean not null default false,
    splits jsonb not null default '[]',
    line integer not null default 0,
    -- Two statements that overlap bring the same line twice: the bank's reference, else date, amount and text, tells.
    -- Lines alike in all of that within one file are told apart by their count (occurrence 1, 2, ...).
    fingerprint text not null,
    occurrence integer not null check (occurrence >= 1),
    -- A line that statements showed before it was booked: its fingerprint of then. It stands for no other pending line.
    pending_fingerprint text check (pending_fingerprint is null or not pending),
    category text not null default 'uncategorised',
    category_source text not null default 'none'
        check (category_source in ('none', 'user', 'user_rule', 'stated', 'built_in_rule', 'history', 'model', 'offline')),
    category_confidence numeric(4, 3) check (category_confidence between 0 and 1),
    category_reason text,
    receipt_id uuid references finance.receipt (id) on delete set null,
    created_at timestamptz not null default now(),
    unique (tenant_id, account_id, fingerprint, occurrence)
);
create index transaction_by_account on finance.transaction (account_id, date);
create index transaction_newest on finance.transaction (tenant_id, date desc, id desc);
create index transaction_by_statement on finance.transaction (statement_id);
create index transaction_by_merchant on finance.transaction (tenant_id, merchant_key, category);
create index transaction_pending on finance.transaction (account_id) where pending;
create unique index transaction_receipt on finance.transaction (receipt_id) where receipt_id is not null;

-- Which statements hold a line: more than one where they overlap. A line goes when the last of them does.
create table finance.statement_line (
    statement_id uuid not null references finance.statement (id) on delete cascade,
    transaction_id uuid not null references finance.transaction (id) on delete cascade,
    tenant_id uuid not null,
    -- It shows the line as not booked yet, whatever the line is now.
    pending boolean not null default false,
    primary key (statement_id, transaction_id)
);
create index statement_line_by_transaction on finance.statement_line (transaction_id);

-- A person took a receipt off a line: Byte does not put it back.
create table finance.receipt_refusal (
    receipt_id uuid not null references finance.receipt (id) on delete cascade,
    transaction_id uuid not null references finance.transaction (id) on delete cascade,
    tenant_id uuid not null,
    at timestamptz not null default now(),
    primary key (receipt_id, transaction_id)
);
create index receipt_refusal_by_transaction on finance.receipt_refusal (transaction_id);

create table finance.category_rule (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    merchant_key text not null,
    merchant_name text not null,
    category text not null,
    source text not null check (source in ('correction', 'suggestion')),
    created_at timestamptz not null default now(),
    unique (tenant_id, merchant_key)
);

create table finance.category_correction (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid,
    transaction_id uuid not null references finance.transaction (id) on delete cascade,
    merchant_key text,
    from_category text not null,
    to_category text not null,
    at timestamptz not null default now()
);
create index category_correction_by_merchant on finance.category_correction (tenant_id, merchant_key);

create table finance.rule_suggestion (
    id uuid primary key,
    tenant_id uuid not null,
    merchant_key text not null,
    merchant_name text not null,
    category text not null,
    evidence integer not null check (evidence > 0),
    would_change integer not null check (would_change >= 0),
    status text not null default 'open' check (status in ('open', 'accepted')),
    created_at timestamptz not null default now(),
    unique (tenant_id, merchant_key)
);

create table finance.rule_suggestion_ignore (
    tenant_id uuid not null,
    user_id uuid not null,
    merchant_name text not null,
    ignored_until timestamptz not null,
    primary key (tenant_id, user_id, merchant_name)
);

create table finance.recurring_payment (
    tenant_id uuid not null,
    account_id uuid not null references finance.account (id),
    key text not null,
    merchant text not null,
    cadence text not null,
    direction text not null check (direction in ('in', 'out')),
    typical_amount numeric not null,
    lowest_amount numeric not null,
    highest_amount numeric not null,
    currency text,
    first_date date not null,
    last_date date not null,
    next_expected date,
    count integer not null check (count > 1),
    active boolean not null,
    note text,
    primary key (account_id, key)
);

create table finance.insight (
    id uuid primary key,
    tenant_id uuid not null,
    account_id uuid not null references finance.account (id),
    key text not null,
    kind text not null,
    severity text not null check (severity in ('info', 'notice', 'warning')),
    title text not null,
    text text not null,
    amount numeric,
    currency text,
    from_date date,
    to_date date,
    transaction_ids uuid[] not null default '{}',
    score numeric not null default 0,
    created_at timestamptz not null default now(),
    dismissed_at timestamptz,
    unique (account_id, key)
);
create index insight_newest on finance.insight (tenant_id, created_at desc, id desc);

create table finance.finding (
    id uuid primary key,
    tenant_id uuid not null,
    account_id uuid not null references finance.account (id),
    key text not null,
    check_id text not null,
    jurisdiction text not null,
    severity text not null check (severity in ('info', 'notice', 'warning')),
    title text not null,
    text text not null,
    source text not null,
    amount numeric,
    currency text,
    transaction_ids uuid[] not null default '{}',
    created_at timestamptz not null default now(),
    resolved_at timestamptz,
    resolved_by uuid,
    unique (account_id, key)
);
create index finding_newest on finance.finding (tenant_id, created_at desc, id desc);

create table finance.tax_profile (
    tenant_id uuid primary key,
    country text not null check (country ~ '^[A-Z]{2}$'),
    business_use text not null check (business_use in ('personal', 'mixed', 'business')),
    vat_registered boolean not null,
    base_currency text not null check (base_currency ~ '^[A-Z]{3}$'),
    updated_at timestamptz not null default now()
);

do $$
declare t text;
begin
    -- A table of this schema without tenant_id would fail here, which is the point.
    for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'finance' and c.relkind = 'r'
    loop
        execute format('alter table finance.%I enable row level security', t);
        execute format('alter table finance.%I force row level security', t);
        execute format('create policy of_tenant on finance.%I to workforce_app using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant())', t);
    end loop;
end $$;
grant select, insert, update, delete on all tables in schema finance to workforce_app;
