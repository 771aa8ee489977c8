-- A run: one planned occurrence of a campaign, with everything that a restart must find unchanged.
create table muster_run (
    id               bigint generated always as identity primary key,
    campaign         varchar not null,
    planned_at       timestamp with time zone      not null,
    as_of            timestamp with time zone      not null,
    account_timezone varchar             not null,
    partitions       int              not null,
    status           varchar             not null,
    reason           varchar,
    override_reason  varchar,
    qualified        bigint,
    executions       int              not null default 0,
    started_at       timestamp with time zone      not null,
    ended_at         timestamp with time zone,
    next_window_at   timestamp with time zone,
    unique (campaign, planned_at)
);

-- The definition as it was when the run was planned: the campaign file and all that it names.
create table muster_run_file (
    run_id  bigint not null references muster_run on delete cascade,
    path    varchar   not null,
    content varchar   not null,
    primary key (run_id, path)
);

-- The user ids of the CSV lists that the definition names.
create table muster_run_list (
    run_id  bigint           not null references muster_run on delete cascade,
    path    varchar not null,
    user_id varchar not null,
    primary key (run_id, path, user_id)
);

-- A run's audience. One row a user; verdict says where the user ends, 'pending' until then.
create table muster_member (
    run_id      bigint           not null,
    position    bigint           not null,
    user_id     varchar not null,
    recipient   varchar,
    anonymous   boolean          not null default false,
    verdict     varchar             not null,
    due_at      timestamp with time zone      not null,
    cap_rank    varbinary,
    constant    json,
    decided_at  timestamp with time zone,
    primary key (run_id, position)
);

-- What the Segment API was sent: one row a batch body, with all its attempts.
create table muster_request (
    run_id           bigint      not null references muster_run on delete cascade,
    execution        int         not null,
    partition        int         not null,
    messages         int         not null,
    accepted         int         not null,
    attempts         int         not null,
    retries          int         not null,
    bytes            bigint      not null,
    bytes_sent       bigint      not null,
    first_sent_at    timestamp with time zone,
    last_accepted_at timestamp with time zone,
    failure          varchar
);
create index muster_request_run on muster_request (run_id);

-- Users who could not be sent to, or were refused by the Segment API, with the reason.
create table muster_rejection (
    run_id   bigint           not null references muster_run on delete cascade,
    execution int             not null,
    position bigint           not null,
    user_id  varchar not null,
    code     varchar             not null,
    reason   varchar             not null
);
create index muster_rejection_run on muster_rejection (run_id);

-- Who works on a run: H2 has no session locks, so a lease that its holder keeps renewing.
create table muster_lease (
    run         varchar primary key,
    holder      varchar                  not null,
    renewed_at  timestamp with time zone not null
);
