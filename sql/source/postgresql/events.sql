create table events (
    id          text,
    user_id     text collate "C" not null,
    name        text             not null,
    occurred_at timestamptz      not null,
    properties  jsonb            not null default '{}',
    arrival     xid8                      default pg_current_xact_id()
);

-- A repeated import of an event with an id does nothing.
create unique index events_id on events (id) where id is not null;
-- What every condition on events asks for: these names, in this stretch of time.
create index events_name_time on events (name, occurred_at) include (user_id);
-- What a live campaign asks for: what has arrived, and what its users did.
create index events_arrival on events (arrival);
create index events_user on events (user_id, name, occurred_at);
