create sequence if not exists events_arrivals;
-- The default comes after the column: so the rows of before have none.
alter table events add column if not exists arrival bigint;
alter table events alter column arrival set default next value for events_arrivals;

create index if not exists events_arrival on events (arrival);
create index if not exists events_user on events (user_id, name, occurred_at);
