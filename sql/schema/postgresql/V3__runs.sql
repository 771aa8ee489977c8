-- A run: one planned occurrence of a campaign, with everything that a restart must find unchanged.
create table muster_run (
    id               bigint generated always as identity primary key,
    campaign         text collate "C" not null,
    planned_at       timestamptz      not null,
    as_of            timestamptz      not null,
    account_timezone text             not null,
    partitions       int              not null,
    status           text             not null,
    reason           text,
    override_reason  text,
    qualified        bigint,
    executions       int              not null default 0,
    started_at       timestamptz      not null,
    ended_at         timestamptz,
    next_window_at   timestamptz,
    unique (campaign, planned_at)
);

-- The definition as it was when the run was planned: the campaign file and all that it names.
create table muster_run_file (
    run_id  bigint not null references muster_run on delete cascade,
    path    text   not null,
    content text   not null,
    primary key (run_id, path)
);

-- The user ids of the CSV lists that the definition names.
create table muster_run_list (
    run_id  bigint           not null references muster_run on delete cascade,
    path    text collate "C" not null,
    user_id text collate "C" not null,
    primary key (run_id, path, user_id)
);

-- A run's audience. One row a user; verdict says where the user ends, 'pending' until then.
create table muster_member (
    run_id      bigint           not null,
    position    bigint           not null,
    user_id     text collate "C" not null,
    recipient   text collate "C",
    anonymous   boolean          not null default false,
    verdict     text             not null,
    due_at      timestamptz      not null,
    cap_rank    bytea,
    constant    jsonb,
    decided_at  timestamptz,
    primary key (run_id, position)
) with (fillfactor = 70);

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
    first_sent_at    timestamptz,
    last_accepted_at timestamptz,
    failure          text
);
create index muster_request_run on muster_request (run_id);

-- Users who could not be sent to, or were refused by the Segment API, with the reason.
create table muster_rejection (
    run_id   bigint           not null references muster_run on delete cascade,
    execution int             not null,
    position bigint           not null,
    user_id  text collate "C" not null,
    code     text             not null,
    reason   text             not null
);
create index muster_rejection_run on muster_rejection (run_id);
