-- Changes by people and the log lines of handlers are events, too: kept, listed and sent live like the others.
alter table jobs.event add column level text;
alter table jobs.event drop constraint event_type;
alter table jobs.event
    add constraint event_type check (type in ('enqueued', 'started', 'progress', 'completed', 'retrying', 'failed',
        'cancelled', 'waiting', 'snoozed', 'returned', 'changed', 'log')),
    add constraint event_level check (level in ('debug', 'information', 'warning', 'error', 'critical')),
    add constraint event_log check ((type = 'log') = (level is not null));

-- Few jobs fail: what lists them or runs them again does not walk over all that went well.
create index job_history_failed on jobs.job_history (tenant_id, id) where state = 'failed';
