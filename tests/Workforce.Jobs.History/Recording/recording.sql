-- What the database itself saw: each version of each row, with its transaction. Written by triggers in the transaction that
-- made the change, so a change that was rolled back leaves nothing. With track_commit_timestamp its commit has a time, too.
create schema history;

create table history.change (
    seq    bigint      generated always as identity primary key,
    xid    xid8        not null default pg_current_xact_id(),
    -- The transaction's now().
    began  timestamptz not null default now(),
    -- Which process: set in its connection string, so that no statement has to say it.
    actor  text        not null default coalesce(current_setting('history.process', true), ''),
    place  text        not null,
    before jsonb,
    after  jsonb
);

create function history.record() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into history.change (place, before, after) values (tg_argv[0],
        case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
end $$;

create trigger history after insert or update or delete on jobs.job for each row execute function history.record('job');
create trigger history after insert or update or delete on jobs.job_history for each row execute function history.record('history');
create trigger history after insert or update or delete on jobs.worker for each row execute function history.record('worker');
create trigger history after insert or update or delete on jobs.pause for each row execute function history.record('pause');
create trigger history after insert or update or delete on jobs.job_limit for each row execute function history.record('limit');
create trigger history after insert or update on jobs.progress for each row execute function history.record('progress');

-- What a handler wrote in the transaction in which it completed its job.
create table history.effect (
    job_id  uuid   not null,
    epoch   bigint not null,
    process text   not null
);
grant usage on schema history to workforce_app;
grant insert on history.effect to workforce_app;
