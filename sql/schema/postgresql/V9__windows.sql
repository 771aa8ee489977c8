-- When members may be sent to.
alter table muster_member
    -- in which zone a user lives, where that matters; null where it is not known
    add column timezone text,
    -- from when on a member is not to be sent to any more; null for never
    add column expires_at timestamptz,
    -- what the window gate makes of a member who comes as far as that: discarded, expired, or null
    add column missed text;

-- At what pace a run's latest execution was to send, in messages a second.
alter table muster_run add column messages_per_second bigint;

-- How many of its users live in no zone that is known; null where that does not matter.
alter table muster_run add column without_zone bigint;

-- Since when launches have known a campaign with these planned times: earlier ones were not missed.
create table muster_campaign (
    campaign text collate "C" primary key,
    planning text        not null,
    seen_at  timestamptz not null
);
