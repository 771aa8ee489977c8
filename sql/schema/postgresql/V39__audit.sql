-- Who did what by hand: a row is there before a command begins ('begun'), and says afterwards what came of it. It is
-- kept for good, also where its run was pruned. A process that is killed leaves 'begun'.
create table muster_audit (
    id        bigint generated always as identity primary key,
    begun_at  timestamptz not null,
    who       text        not null,
    role      text        not null,
    via       text        not null,
    command   text        not null,
    campaign  text,
    run       text,
    reason    text,
    outcome   text        not null,
    exit_code integer
);
create index muster_audit_run on muster_audit (run, id);
