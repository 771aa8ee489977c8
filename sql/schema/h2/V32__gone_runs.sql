-- What runs of live campaigns were planned with: once for each content, however many runs there are.
create table muster_definition (
    id               bigint generated always as identity primary key,
    campaign         varchar not null,
    -- the SHA-256 of its texts
    digest           varchar             not null,
    -- the as-of of the latest run that was planned with it, in real life and in rehearsals
    real_run_at      timestamp with time zone,
    rehearsed_run_at timestamp with time zone,
    unique (campaign, digest)
);

create table muster_definition_file (
    definition_id bigint not null references muster_definition on delete cascade,
    path          varchar   not null,
    content       varchar   not null,
    primary key (definition_id, path)
);

-- Null for those whose texts are in muster_run_file.
alter table muster_run add column definition_id bigint references muster_definition;

-- What the runs of a live campaign came to that were pruned whole, by the days of their as-ofs.
create table muster_live_gone (
    campaign         varchar not null,
    rehearsal        boolean          not null,
    on_day           date             not null,
    -- where it is a day
    account_timezone varchar             not null,
    runs             bigint           not null,
    qualified        bigint           not null,
    messages         bigint           not null,
    requests         bigint           not null,
    retries          bigint           not null,
    bytes            bigint           not null,
    bytes_sent       bigint           not null,
    first_sent_at    timestamp with time zone,
    last_accepted_at timestamp with time zone,
    took_us          bigint           not null,
    paced_us         bigint           not null,
    paused_us        bigint           not null,
    -- when the latest event occurred that one of their members was taken up for
    last_event_at    timestamp with time zone,
    primary key (campaign, rehearsal, on_day)
);

-- Where their members had ended.
create table muster_live_gone_users (
    campaign  varchar not null,
    rehearsal boolean          not null,
    on_day    date             not null,
    verdict   varchar             not null,
    users     bigint           not null,
    primary key (campaign, rehearsal, on_day, verdict)
);

-- Those of them whose contacts somebody may still ask for.
create table muster_gone_run (
    run_id     bigint           primary key,
    campaign   varchar not null,
    rehearsal  boolean          not null,
    planned_at timestamp with time zone      not null,
    ended_at   timestamp with time zone      not null
);
create index muster_gone_run_campaign on muster_gone_run (campaign, rehearsal, ended_at);
create index muster_gone_run_ended on muster_gone_run (ended_at);

-- All runs that contacts are of.
create view muster_known_run as
select id, campaign, planned_at, rehearsal, ended_at from muster_run
union all
select run_id, campaign, planned_at, rehearsal, ended_at from muster_gone_run;

-- Every launch asks which runs are unfinished, and which have ended long ago: a few of all.
create index muster_run_unfinished on muster_run (status);
create index muster_run_live_ended on muster_run (live, campaign, rehearsal, ended_at);
