-- How long a batch was under way, and how much of that it waited for the rate of the settings and
-- for pauses that the Segment API asked for; in microseconds.
alter table muster_request
    add column took_us   bigint not null default 0,
    add column paced_us  bigint not null default 0,
    add column paused_us bigint not null default 0;
