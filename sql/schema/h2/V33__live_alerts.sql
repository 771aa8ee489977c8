-- An alert of a live campaign tells of one of its days; planned_at is then the as-of of the run that has changed it.
alter table muster_alert add column on_day date;
-- the day's alerts, from 1
alter table muster_alert add unique (campaign, on_day, ordinal);

-- How the triggers of a live campaign fare, by the days of its runs' as-ofs: kept as runs end, so that an alert need
-- not add up all runs of a day.
create table muster_live_health (
    campaign    varchar not null,
    rehearsal   boolean not null,
    on_day      date not null,
    -- which no gate before the window has kept
    due         bigint not null,
    -- those among them that were rejected, or invalid
    undelivered bigint not null,
    expired     bigint not null,
    primary key (campaign, rehearsal, on_day)
);

-- What a run that may still change has added to its day.
create table muster_live_share (
    run_id      bigint primary key references muster_run on delete cascade,
    due         bigint not null,
    undelivered bigint not null,
    expired     bigint not null
);
