-- When members may be sent to.
-- In which zone a user lives, where that matters; null where it is not known.
alter table muster_member add column timezone varchar;
-- From when on a member is not to be sent to any more; null for never.
alter table muster_member add column expires_at timestamp with time zone;
-- What the window gate makes of a member who comes as far as that: discarded, expired, or null.
alter table muster_member add column missed varchar;

-- At what pace a run's latest execution was to send, in messages a second.
alter table muster_run add column messages_per_second bigint;

-- How many of its users live in no zone that is known; null where that does not matter.
alter table muster_run add column without_zone bigint;

-- Campaigns that launches have met, so that what came before is not taken for missed.
create table muster_campaign (
    campaign   varchar primary key,
    -- its planned times, in words; null while it is stopped
    planning   varchar,
    -- after that instant, times of this planning were missed that nobody began
    since      timestamp with time zone not null,
    -- whether there was no other planning before
    since_ever boolean not null,
    -- when the last launch looked
    looked_at  timestamp with time zone not null
);
