-- How many users the gates before delivery kept: what the members are later checked against.
create table muster_gate (
    run_id  bigint not null references muster_run on delete cascade,
    verdict text   not null,
    users   bigint not null,
    primary key (run_id, verdict)
);
