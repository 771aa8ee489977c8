-- Live campaigns, as launches have met them.
create table muster_live (
    campaign   text collate "C" not null,
    rehearsal  boolean          not null,
    -- what decides which events trigger it, in words; null while it is stopped
    definition text,
    -- the as-of of the launch that first met it published, or published again
    met_at     timestamptz      not null,
    -- events before it trigger nothing
    starts_at  timestamptz      not null,
    -- the as-of of the last launch that looked
    watermark  timestamptz      not null,
    -- triggers of before it are too late; it never moves back
    horizon    timestamptz      not null,
    -- how far the source was read, as it says itself; null where it cannot
    arrivals   text,
    -- why it has ended, 'cap' or 'until'; null while it has not
    ended      text,
    -- events from it on trigger nothing; null for never
    ends_at    timestamptz,
    primary key (campaign, rehearsal)
);

-- Which triggers are known: those of since the horizon, and all that are to be looked at again.
create table muster_live_trigger (
    campaign    text collate "C" not null,
    rehearsal   boolean          not null,
    -- the event's id, else its fingerprint
    event       text collate "C" not null,
    instant     timestamptz      not null,
    -- 'to_come', 'no_profile' (yet), 'too_late' or 'taken_up'
    state       text             not null,
    -- the as-of of the launch that last read the event
    seen_at     timestamptz      not null,
    -- the event; null where nothing is looked at any more
    user_id     text,
    name        text,
    event_id    text,
    occurred_at timestamptz,
    properties  text,
    constant    text,
    primary key (campaign, rehearsal, event)
);
-- What is looked at next, in trigger order; and what may be forgotten.
create index muster_live_trigger_next on muster_live_trigger (campaign, rehearsal, state, instant, event);

-- What came of the triggers of a day, in the account's zone, beside those that are members of runs.
create table muster_live_day (
    campaign      text collate "C" not null,
    rehearsal     boolean          not null,
    on_day         date             not null,
    not_qualified bigint           not null,
    -- null where the source cannot tell
    too_late      bigint,
    no_profile    bigint           not null,
    primary key (campaign, rehearsal, on_day)
);

-- How many places of a cap are given: of a day in the account's zone, or (day 0001-01-01) in all.
create table muster_live_place (
    campaign  text collate "C" not null,
    rehearsal boolean          not null,
    on_day     date             not null,
    given     bigint           not null,
    primary key (campaign, rehearsal, on_day)
);

-- The events that members were taken up for.
create table muster_trigger (
    run_id      bigint not null references muster_run on delete cascade,
    position    bigint not null,
    -- whose member it is, for those who come later
    campaign    text collate "C" not null,
    user_id     text collate "C" not null,
    name        text not null,
    event_id    text,
    occurred_at timestamptz not null,
    properties  text not null,
    primary key (run_id, position)
);
create index muster_trigger_user on muster_trigger (campaign, user_id);

-- For how many triggers of a live campaign that were due at once the user was reached.
alter table muster_contact add column times int not null default 1;
-- Whether a run is a live campaign's.
alter table muster_run add column live boolean not null default false;
