-- The default comes after the column: so no row is written anew, and those of before have none.
alter table events add column if not exists arrival xid8;
alter table events alter column arrival set default pg_current_xact_id();

create index if not exists events_arrival on events (arrival);
create index if not exists events_user on events (user_id, name, occurred_at);
