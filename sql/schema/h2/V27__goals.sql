-- How many users of a run's control group its reached ones are compared with: those who would have come as far
-- as its cap, whom muster_contact has as 'compared', with when they were due as reached_at. Null where there is
-- no control group, before the gates closed, and of runs of earlier versions, which did not look.
alter table muster_run add column compared bigint;

-- What the goal of a run came to, measured before the run was pruned: nobody can do so any more.
create table muster_goal (
    run_id      bigint primary key references muster_run on delete cascade,
    -- as the campaign had it; tests as a JSON object, null for none
    event       varchar                  not null,
    tests       varchar,
    within      varchar                  not null,
    value_name  varchar,
    measured_at timestamp with time zone not null,
    -- when the last user's time was over; null of nobody
    closes_at   timestamp with time zone,
    delay_us    bigint                   not null,
    -- the control group's share in thousandths; null where there is none
    per_mille   int
);

-- The sides that were compared: 'reached' and 'control'.
create table muster_goal_side (
    run_id     bigint  not null references muster_goal on delete cascade,
    side       varchar not null,
    users      bigint  not null,
    converted  bigint  not null,
    -- the sum of the users' values, exact and written out; null where the goal has no value, as what follows
    value_sum  varchar,
    with_value bigint,
    variance   double precision,
    primary key (run_id, side)
);
