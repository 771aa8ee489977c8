-- From which as-of on a live campaign's runs have which goal.
create table muster_live_goal (
    campaign  text collate "C" not null,
    rehearsal boolean not null,
    since     timestamptz not null,
    -- in words; null for none
    goal      text,
    primary key (campaign, rehearsal, since)
);

-- Triggers of the control group with which those are compared that were sent, until it is known whether they would have
-- lapsed before their own moment.
create table muster_live_control (
    run_id    bigint not null references muster_run on delete cascade,
    position  bigint not null,
    campaign  text collate "C" not null,
    rehearsal boolean not null,
    due_at    timestamptz not null,
    primary key (run_id, position)
);
create index muster_live_control_due on muster_live_control (campaign, rehearsal, due_at);
