create table events (
    id          text,
    user_id     text collate "C" not null,
    name        text             not null,
    occurred_at timestamptz      not null,
    properties  jsonb            not null default '{}'
);

-- A repeated import of an event with an id does nothing.
create unique index events_id on events (id) where id is not null;
-- What every condition on events asks for: these names, in this stretch of time.
create index events_name_time on events (name, occurred_at) include (user_id);
