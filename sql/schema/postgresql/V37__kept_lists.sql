-- Lists of live campaigns' runs: once for each content, however many runs there are.
create table muster_list (
    id               bigint generated always as identity primary key,
    campaign         text collate "C" not null,
    -- the SHA-256 of its file
    digest           text             not null,
    -- when it was first kept: different ids, how many more stand in the file, and how many are no profile's
    ids              bigint           not null,
    doubles          bigint           not null,
    without_profile  bigint           not null,
    -- the as-of of the latest run that was planned with it, in real life and in rehearsals
    real_run_at      timestamptz,
    rehearsed_run_at timestamptz,
    unique (campaign, digest)
);

create table muster_list_user (
    list_id bigint           not null references muster_list on delete cascade,
    user_id text collate "C" not null,
    primary key (list_id, user_id)
);

-- Null for those whose ids are in muster_run_list, or pruned.
alter table muster_list_count add column list_id bigint references muster_list;
create index muster_list_count_list on muster_list_count (list_id) where list_id is not null;

-- Definitions that no run has any more go.
create index muster_run_definition on muster_run (definition_id) where definition_id is not null;

-- How many places of a cap runs had given that are gone, by the instants of their triggers: of the last 24 hours, which
-- an estimate leaves out of account.
create table muster_gone_place (
    campaign   text collate "C" not null,
    rehearsal  boolean not null,
    planned_at timestamptz not null,
    instant    timestamptz not null,
    given      bigint not null,
    primary key (campaign, rehearsal, planned_at, instant)
);
