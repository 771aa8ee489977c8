-- Who did what by hand: a row is there before a command begins ('begun'), and says afterwards what came of it. It is
-- kept for good, also where its run was pruned. A process that is killed leaves 'begun'.
create table muster_audit (
    id        bigint generated always as identity primary key,
    begun_at  timestamp with time zone not null,
    who       varchar                  not null,
    role      varchar                  not null,
    via       varchar                  not null,
    command   varchar                  not null,
    campaign  varchar,
    run       varchar,
    reason    varchar,
    outcome   varchar                  not null,
    exit_code integer
);
create index muster_audit_run on muster_audit (run, id);
