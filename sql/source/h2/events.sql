create table events (
    id          varchar,
    user_id     varchar                  not null,
    name        varchar                  not null,
    occurred_at timestamp with time zone not null,
    properties  json                     not null default json '{}'
);

-- A repeated import of an event with an id does nothing (null ids do not collide).
create unique index events_id on events (id);
-- What every condition on events asks for: these names, in this stretch of time.
create index events_name_time on events (name, occurred_at, user_id);
