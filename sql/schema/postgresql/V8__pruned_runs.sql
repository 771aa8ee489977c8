-- What is left of a run whose users are known no more: its sums. Those of its members are in
-- muster_gate, those of its requests in one row of muster_request with the execution 0.
alter table muster_run add column pruned_at timestamptz;

alter table muster_request
    alter column messages type bigint,
    alter column accepted type bigint,
    alter column attempts type bigint,
    alter column retries type bigint;

create table muster_rejection_sum (
    run_id bigint not null references muster_run on delete cascade,
    code   text   not null,
    users  bigint not null,
    primary key (run_id, code)
);
