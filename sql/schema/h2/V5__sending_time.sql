-- How long a batch was under way, and how much of that it waited for the rate of the settings and
-- for pauses that the Segment API asked for; in microseconds.
alter table muster_request add column took_us   bigint default 0 not null;
alter table muster_request add column paced_us  bigint default 0 not null;
alter table muster_request add column paused_us bigint default 0 not null;
