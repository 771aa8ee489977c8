-- How a member's profile spells a time zone that is not known; null where there is none, or it is
-- known, or does not matter.
alter table muster_member add column unknown_zone varchar;

-- The commonest of these spellings of a run, which stay when its members are gone.
create table muster_unknown_zone (
    run_id bigint  not null references muster_run on delete cascade,
    zone   varchar not null,
    users  bigint  not null,
    primary key (run_id, zone)
);

-- What the lists that a definition names held when the run was planned.
create table muster_list_count (
    run_id          bigint  not null references muster_run on delete cascade,
    path            varchar not null,
    -- different ones
    ids             bigint  not null,
    doubles         bigint  not null,
    without_profile bigint  not null,
    primary key (run_id, path)
);
