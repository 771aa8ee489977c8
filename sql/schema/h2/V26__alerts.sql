-- What owners of campaigns are told of: written with the end of a run that it is about, and sent after that. A run
-- that was missed is forgotten when it is made up for; what was said of it is not.
create table muster_alert (
    id          bigint generated always as identity primary key,
    campaign    varchar not null,
    planned_at  timestamp with time zone not null,
    -- the run's alerts, from 1
    ordinal     int not null,
    event       varchar not null,
    -- by the program's clock
    happened_at timestamp with time zone not null,
    -- whether the run was a rehearsal
    rehearsal   boolean not null,
    -- by the real clock
    written_at  timestamp with time zone not null,
    -- what is sent, the same at every attempt; null once it is removed. Without a recipient there is no mail
    recipient   varchar,
    subject     varchar,
    content     varchar,
    webhook     varchar,
    unique (campaign, planned_at, ordinal)
);

-- How far an alert has come on each of its ways: off, due, sent, failed (and to be sent again) or given_up.
create table muster_alert_channel (
    alert_id bigint not null references muster_alert on delete cascade,
    channel  varchar not null,
    state    varchar not null,
    attempts int not null default 0,
    -- why the last attempt failed
    error    varchar,
    primary key (alert_id, channel)
);

-- How often a run has failed since it last ended otherwise.
alter table muster_run add column failures int not null default 0;
